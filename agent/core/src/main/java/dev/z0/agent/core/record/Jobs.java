package dev.z0.agent.core.record;

import dev.z0.agent.core.naming.Names;
import dev.z0.agent.core.support.WeakMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The jobs that were seen scheduled, or run: by the scheduler's own object for each, and by name. Bounded; thread-safe. */
public final class Jobs {
    private static final int TASKS = 10_000;
    private static final int NAMES = 1_000;
    private static final int PLACES = 26;

    private static final WeakMap<Object, Job> BY_TASK = new WeakMap<>(TASKS);
    private static final Map<String, Job> BY_NAME = new ConcurrentHashMap<>();
    private static final Map<String, List<String>> PLACES_BY_NAME = new HashMap<>();

    private Jobs() {}

    /** A task was scheduled as this job. The task is held weakly. */
    public static void scheduled(Object task, Job job) {
        BY_TASK.put(task, job);
        job.scheduledAs(task);
        list(job);
    }

    /** A job runs, which nobody may have seen scheduled: the rules may say that it is one. */
    static void runs(Job job) {
        Job listed = BY_NAME.get(job.spanName());
        if (listed == null || listed != job && !listed.isScheduled()) {
            list(job);
        }
    }

    /** The job of this name and schedule that ran before, else this one: for schedulers that have no object for each job. */
    public static Job named(Job job) {
        Job known = BY_NAME.get(job.spanName());
        return known != null && Objects.equals(known.schedule(), job.schedule()) ? known : job;
    }

    private static void list(Job job) {
        if (BY_NAME.size() < NAMES || BY_NAME.containsKey(job.spanName())) {
            BY_NAME.put(job.spanName(), job);
        }
    }

    /** The job that this very task was scheduled as, or null. */
    public static Job of(Object task) {
        return BY_TASK.get(task);
    }

    /** All jobs that are not over; of several with one name, the last one scheduled. */
    public static List<Job> all() {
        BY_NAME.values().removeIf(Job::isOver);
        return new ArrayList<>(BY_NAME.values());
    }

    /**
     * Tells jobs of one name apart: the first place in the code that asks for it has the name itself, another one {@code
     * name_b}, and so on; numbers would be taken for an id. The same place always gets the same answer.
     *
     * @param declaring the simple name of the class that declares the job
     * @param place a class, or a method of it
     */
    public static String nameAt(String declaring, String name, String place) {
        String spanName = Names.cron(declaring, name);
        synchronized (PLACES_BY_NAME) {
            List<String> places = PLACES_BY_NAME.get(spanName);
            if (places == null) {
                if (PLACES_BY_NAME.size() == NAMES) {
                    return name;
                }
                places = new ArrayList<>(1);
                PLACES_BY_NAME.put(spanName, places);
            }
            int at = places.indexOf(place);
            if (at < 0) {
                if (places.size() == PLACES) {
                    return name;
                }
                at = places.size();
                places.add(place);
            }
            return at == 0 ? name : name + '_' + (char) ('a' + at);
        }
    }
}
