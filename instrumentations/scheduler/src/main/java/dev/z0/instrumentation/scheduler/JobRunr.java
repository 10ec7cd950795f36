package dev.z0.instrumentation.scheduler;

import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Jobs;
import dev.z0.agent.core.support.Failures;
import dev.z0.agent.core.weaving.InsteadOfCall;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.Weaving;
import org.jobrunr.jobs.JobDetails;
import org.jobrunr.server.runner.BackgroundJobRunner;

/**
 * Each time that JobRunr, from 5 on, performs a job is a run of it, whether it recurs or not: nobody waits for it. When it recurs
 * is known only to JobRunr's storage.
 */
public final class JobRunr implements Instrumentation {
    @Override
    public String family() {
        return "scheduler";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("org.jobrunr.server.BackgroundJobPerformer")
                .method("runActualJob", "()V")
                .with("Perform");
    }

    /** A worker runs a job. */
    public static final class Perform {
        @InsteadOfCall(owner = "org.jobrunr.server.runner.BackgroundJobRunner", name = "run")
        public static void run(BackgroundJobRunner runner, org.jobrunr.jobs.Job job) throws Exception {
            JobRun run = start(job);
            if (run == null) {
                runner.run(job);
                return;
            }
            Throwable thrown = null;
            try {
                runner.run(job);
            } catch (Throwable e) {
                thrown = e;
                throw e;
            } finally {
                run.end(thrown, 0);
            }
        }

        private static JobRun start(org.jobrunr.jobs.Job job) {
            try {
                JobDetails does = job.getJobDetails();
                String[] name = JobNames.ofMethod(does.getClassName(), does.getMethodName());
                return name == null ? null : JobRun.start(Jobs.named(new Job(name[0], name[1], null)), -1);
            } catch (Throwable e) {
                Failures.note("scheduler", e);
                return null;
            }
        }
    }
}
