package dev.z0.instrumentation.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.record.CronRun;
import org.junit.jupiter.api.Test;

/** What schedulers have to pass whose jobs have names of their own, or of methods: what a task is says nothing. */
abstract class NamedJobsSuite extends SchedulerSuite {
    /** Whose job it is that {@link #repeat} schedules, and its name, with a dot between. */
    abstract String name();

    @Override
    void aLambdaHasTheNameOfTheMethodThatSchedulesIt() {
        // Jobs have names.
    }

    @Override
    void anAnonymousTaskHasTheNameOfItsMethod() {
        // Jobs have names.
    }

    @Override
    void aTaskWhoseMethodSaysNothingHasTheNameOfItsClass() {
        // Jobs have names.
    }

    @Override
    @Test
    void theJobsNameIsItsSpansLast() throws Exception {
        repeat(() -> look(), 7);
        CronRun run = run();
        assertEquals("z0.cron." + name(), run.name());
        assertTrue(run.runId().startsWith("cron_" + name().substring(name().indexOf('.') + 1) + "_2"));
    }
}
