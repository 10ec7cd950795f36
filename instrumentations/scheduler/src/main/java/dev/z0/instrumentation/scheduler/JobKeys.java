package dev.z0.instrumentation.scheduler;

import dev.z0.agent.core.record.Job;
import java.util.concurrent.TimeUnit;
import org.quartz.CronTrigger;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger;

/** Makes jobs of what Quartz and its like know them by. */
final class JobKeys {
    private static final int UUID_LENGTH = 36;

    private JobKeys() {}

    /** The job of this name that runs by a trigger of Quartz's. */
    static Job job(String declaring, String name, Trigger trigger) {
        if (trigger instanceof SimpleTrigger && ((SimpleTrigger) trigger).getRepeatCount() != 0) {
            long period = ((SimpleTrigger) trigger).getRepeatInterval();
            return Job.periodic(declaring, name, TimeUnit.MILLISECONDS.toNanos(period));
        }
        String schedule = trigger instanceof CronTrigger ? ((CronTrigger) trigger).getCronExpression() : null;
        return new Job(declaring, name, schedule);
    }

    /** What comes before a UUID, which many add to make a key unique, as Quartz does itself where none is given. */
    static String withoutUuid(String key, String otherwise) {
        for (int i = 0; i + UUID_LENGTH <= key.length(); i++) {
            if (isUuid(key, i)) {
                return i > 0 && Character.isLetter(key.charAt(0)) ? key.substring(0, i) : otherwise;
            }
        }
        return key;
    }

    private static boolean isUuid(String key, int from) {
        for (int i = 0; i < UUID_LENGTH; i++) {
            char c = key.charAt(from + i);
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            if (hyphen ? c != '-' : Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
