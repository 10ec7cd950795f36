package dev.z0.instrumentation.scheduler;

import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.Weaving;
import net.javacrumbs.shedlock.core.LockingTaskExecutor.TaskResult;

/** Where a job's lock is held by another instance, its scheduler calls it all the same, and nothing has run. */
public final class ShedLock implements Instrumentation {
    private static final String CORE = "net/javacrumbs/shedlock/core/";

    @Override
    public String family() {
        return "scheduler";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("net.javacrumbs.shedlock.core.DefaultLockingTaskExecutor")
                .method(
                        "executeWithLock",
                        "(L" + CORE + "LockingTaskExecutor$TaskWithResult;L" + CORE + "LockConfiguration;)L" + CORE
                                + "LockingTaskExecutor$TaskResult;")
                .with("Execute");
    }

    /** The lock was asked for, and the task was executed if it was free. */
    public static final class Execute {
        @OnExit
        public static void exit(@Returned Object result) {
            CronRun run = JobRun.current();
            if (run != null && result != null) {
                run.asked(((TaskResult<?>) result).wasExecuted());
            }
        }
    }
}
