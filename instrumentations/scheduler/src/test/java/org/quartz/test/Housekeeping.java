package org.quartz.test;

import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** A job that a library scheduled for itself, by its package. */
public final class Housekeeping implements Job {
    /** What it does. */
    public static volatile Runnable tick;

    @Override
    public void execute(JobExecutionContext context) {
        tick.run();
    }
}
