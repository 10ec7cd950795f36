package dev.z0.instrumentation.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import dev.z0.agent.core.record.CronRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** Tasks of db-scheduler, in a database of their own. */
class DbSchedulerTest extends NamedJobsSuite {
    private static final String TABLE =
            "create table scheduled_tasks (task_name varchar(100), task_instance varchar(100),"
                    + " task_data blob, execution_time timestamp with time zone, picked boolean, picked_by varchar(50),"
                    + " last_success timestamp with time zone, last_failure timestamp with time zone,"
                    + " consecutive_failures int, last_heartbeat timestamp with time zone, version bigint,"
                    + " priority smallint, primary key (task_name, task_instance))";

    private final JdbcDataSource tasks = new JdbcDataSource();
    private Scheduler scheduler;

    DbSchedulerTest() {
        tasks.setURL("jdbc:h2:mem:tasks" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        try (Connection connection = tasks.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void recur(Schedule schedule, Runnable task) {
        RecurringTask<Void> recurring =
                Tasks.recurring("refresh-prices", schedule).execute((instance, context) -> task.run());
        scheduler = Scheduler.create(tasks)
                .startTasks(recurring)
                .pollingInterval(Duration.ofMillis(5))
                .threads(1)
                .build();
        scheduler.start();
    }

    @Override
    void repeat(Runnable task, long periodMillis) {
        recur(FixedDelay.ofMillis(periodMillis), task);
    }

    @Override
    void once(Runnable task) {
        OneTimeTask<Void> once = Tasks.oneTime("send-report").execute((instance, context) -> task.run());
        scheduler = Scheduler.create(tasks, once)
                .pollingInterval(Duration.ofMillis(5))
                .threads(1)
                .build();
        scheduler.start();
        scheduler.schedule(once.instance("1"), Instant.now());
    }

    @Override
    void stop() {
        if (scheduler != null) {
            scheduler.stop();
        }
    }

    @Override
    boolean failureIsLast() {
        return false;
    }

    @Override
    String schedule() {
        return "7ms after each run";
    }

    /** The database's clock and the scheduler's are both asked. */
    @Override
    long earlyMillis() {
        return 2;
    }

    @Override
    @Test
    void aFailureIsOnTheLine() throws Exception {
        IllegalStateException failure = new IllegalStateException("on purpose");
        repeat(
                () -> {
                    look();
                    throw failure;
                },
                7);
        assertEquals(failure, run().failure());
    }

    @Override
    @Test
    void aSingleTaskIsNoRunButItsRequestsWork() throws Exception {
        // It is a run: another instance may be the one that executes it.
        once(() -> look());
        CronRun run = run();
        assertEquals("z0.cron.scheduler.send_report", run.name());
        assertNull(run.job().schedule());
        assertEquals(0, run.nextDueMillis());
    }

    @Test
    void anExpressionIsOnTheLine() throws Exception {
        recur(Schedules.cron("* * * * * *"), () -> look());
        CronRun run = run();
        assertEquals("* * * * * *", run.job().schedule());
        assertTrue(run.nextDueMillis() > run.startMillis());
        assertTrue(run.lateMillis() >= 0);
        assertEquals(0, run.tally().queries());
    }

    @Override
    void aRunThatOutlivesTheSchedulerIsALine() {
        // The scheduler waits for what runs.
    }

    @Override
    String name() {
        return "scheduler.refresh_prices";
    }
}
