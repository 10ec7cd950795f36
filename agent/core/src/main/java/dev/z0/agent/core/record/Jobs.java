package dev.z0.agent.core.record;

import dev.z0.agent.core.naming.Names;
import dev.z0.agent.core.support.WeakMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The jobs that were seen scheduled: by the scheduler's own object for each, and by name. Bounded; thread-safe. */
public final class Jobs {
    private static final int TASKS = 10_000;
    private static final int NAMES = 1_000;

    private static final WeakMap<Object, Job> BY_TASK = new WeakMap<>(TASKS);
    private static final Map<String, Job> BY_NAME = new ConcurrentHashMap<>();

    private Jobs() {}

    /** A task was scheduled as this job. The task is held weakly. */
    public static void scheduled(Object task, Job job) {
        BY_TASK.put(task, job);
        String name = Names.cron(job.declaring(), job.name());
        if (BY_NAME.size() < NAMES || BY_NAME.containsKey(name)) {
            BY_NAME.put(name, job);
        }
    }

    /** The job that this very task was scheduled as, or null. */
    public static Job of(Object task) {
        return BY_TASK.get(task);
    }

    /** All jobs; of several with one name, the last one scheduled. */
    public static List<Job> all() {
        return new ArrayList<>(BY_NAME.values());
    }
}
