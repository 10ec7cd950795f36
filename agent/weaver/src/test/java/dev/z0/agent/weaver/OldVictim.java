package dev.z0.agent.weaver;

/** Code to weave whose class file can pass for one of Java 6. */
public class OldVictim {
    /** Runs tasks, each under a stand-in. */
    public static void runAll(Runnable... tasks) {
        for (Runnable task : tasks) {
            task.run();
        }
    }

    /** Runs a task, under a stand-in that cannot be linked. */
    public static void runOne(Runnable task) {
        task.run();
    }

    /** Adds. */
    public long add(int i, long l, String s) {
        return i + l + s.length();
    }
}
