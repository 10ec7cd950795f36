package dev.z0.agent.weaver;

import java.util.Iterator;

/** Code to weave. */
public class Victim {
    private final String made;

    Victim() {
        this(0, null);
    }

    Victim(long number, String name) {
        if (name == null) {
            made = "nameless";
            return;
        }
        try {
            made = name + Math.floorMod(1, number);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(e);
        }
    }

    long add(int i, long l, String s) {
        if (i < 0) {
            return -1;
        }
        long sum = i + l;
        for (int k = 0; k < s.length(); k++) {
            sum += k;
        }
        return sum;
    }

    String fail(String message) {
        try {
            if (message == null) {
                throw new NullPointerException("none");
            }
        } catch (NullPointerException e) {
            throw new IllegalArgumentException("failed", e);
        }
        return message;
    }

    String greet(String name) {
        return "hello " + name;
    }

    static void runAll(Runnable... tasks) {
        for (Runnable task : tasks) {
            task.run();
        }
    }

    static void runOne(Runnable task) {
        task.run();
    }

    int broken(int x) {
        return x + 1;
    }

    int loop(Object argument) {
        int sum = 0;
        double weight = 2;
        synchronized (this) {
            for (Iterator<?> i = ((Iterable<?>) argument).iterator(); i.hasNext(); ) {
                Object next = i.next();
                if (next instanceof Integer number) {
                    sum += number * weight;
                } else {
                    String text = next.toString();
                    sum += text.length();
                }
            }
        }
        return sum;
    }
}
