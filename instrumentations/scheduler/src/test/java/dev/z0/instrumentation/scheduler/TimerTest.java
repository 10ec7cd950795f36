package dev.z0.instrumentation.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Timer;
import java.util.TimerTask;
import org.junit.jupiter.api.Test;

class TimerTest extends SchedulerSuite {
    private final Timer timer = new Timer(true);

    /** A timer's task is a class of its own; here it is named for what it runs. */
    private static TimerTask task(Runnable run) {
        return new TimerTask() {
            @Override
            public void run() {
                run.run();
            }
        };
    }

    @Override
    void repeat(Runnable task, long periodMillis) {
        timer.scheduleAtFixedRate(task(task), 0, periodMillis);
    }

    @Override
    void once(Runnable task) {
        timer.schedule(task(task), 1);
    }

    @Override
    void stop() {
        timer.cancel();
    }

    @Override
    boolean failureIsLast() {
        return true;
    }

    @Override
    void aLambdaHasTheNameOfTheMethodThatSchedulesIt() {
        // A timer takes no lambda.
    }

    @Override
    @Test
    void anAnonymousTaskHasTheNameOfItsMethod() throws Exception {
        repeat(() -> look(), 7);
        assertEquals("z0.cron.timer_test.task", run().name());
    }

    @Override
    @Test
    void aTaskWhoseMethodSaysNothingHasTheNameOfItsClass() throws Exception {
        timer.schedule(new CleanUp(), 0, 7);
        assertEquals("z0.cron.timer_test.clean_up", run().name());
    }

    @Override
    void theJobsNameIsItsSpansLast() {
        // A timer takes only its own kind of task.
    }

    private final class CleanUp extends TimerTask {
        @Override
        public void run() {
            look();
        }
    }
}
