package dev.z0.instrumentation.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.record.CronRun;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.annotation.PostConstruct;
import javax.annotation.Resource;
import javax.ejb.ConcurrencyManagement;
import javax.ejb.ConcurrencyManagementType;
import javax.ejb.Local;
import javax.ejb.Schedule;
import javax.ejb.SessionContext;
import javax.ejb.Singleton;
import javax.ejb.Startup;
import javax.ejb.Timeout;
import javax.ejb.Timer;
import javax.ejb.TimerConfig;
import javax.ejb.TimerService;
import javax.ejb.embeddable.EJBContainer;
import org.apache.openejb.jee.EjbJar;
import org.apache.openejb.jee.SingletonBean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The EJB timers of TomEE, in its embedded container. */
class OpenEjbTimersTest extends NamedJobsSuite {
    private static final Map<String, Runnable> TASKS = new ConcurrentHashMap<>();
    private static final EJBContainer CONTAINER = start();
    private static volatile Timed prices;

    /** What has timers. */
    public interface Timed {
        void repeat(long periodMillis);

        void once();

        void stop();
    }

    /** Does in its timeouts what the test gave it to do. */
    @Singleton
    @Startup
    @Local(Timed.class)
    @ConcurrencyManagement(ConcurrencyManagementType.BEAN)
    public static class Prices implements Timed {
        @Resource
        private TimerService timers;

        @Resource
        private SessionContext context;

        @PostConstruct
        void made() {
            prices = context.getBusinessObject(Timed.class);
        }

        @Override
        public void repeat(long periodMillis) {
            timers.createIntervalTimer(0, periodMillis, new TimerConfig("refresh", false));
        }

        @Override
        public void once() {
            timers.createSingleActionTimer(0, new TimerConfig("refresh", false));
        }

        @Override
        public void stop() {
            for (Timer timer : timers.getTimers()) {
                if ("refresh".equals(timer.getInfo())) {
                    timer.cancel();
                }
            }
        }

        @Timeout
        public void refresh(Timer timer) {
            run("refresh");
        }

        @Schedule(second = "*", minute = "*", hour = "*", persistent = false)
        public void close() {
            run("close");
        }

        private static void run(String name) {
            TASKS.getOrDefault(name, () -> {}).run();
        }
    }

    private static EJBContainer start() {
        EjbJar jar = new EjbJar("shop");
        jar.addEnterpriseBean(new SingletonBean(Prices.class));
        Properties properties = new Properties();
        properties.put(EJBContainer.MODULES, jar);
        properties.put("openejb.timer.pool.size", "1"); // else runs overlap
        return EJBContainer.createEJBContainer(properties);
    }

    @AfterAll
    static void close() {
        CONTAINER.close();
    }

    @Override
    void repeat(Runnable task, long periodMillis) {
        TASKS.put("refresh", task);
        prices.repeat(periodMillis);
    }

    @Override
    void once(Runnable task) {
        TASKS.put("refresh", task);
        prices.once();
    }

    @Override
    void stop() {
        TASKS.clear();
        prices.stop();
    }

    /** The container's thread goes on: it has run all that it had begun when it comes to one more timer. */
    @Override
    void awaitEnd(Thread thread) throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        once(reached::countDown);
        assertTrue(reached.await(20, TimeUnit.SECONDS));
    }

    @Override
    boolean failureIsLast() {
        return false;
    }

    /** As Quartz does. */
    @Override
    long earlyMillis() {
        return 2;
    }

    @Override
    @Test
    void aSingleTaskIsNoRunButItsRequestsWork() throws Exception {
        // It is a run: whoever made the timer need not wait for it, or be there any more.
        once(() -> look());
        CronRun run = run();
        assertEquals("z0.cron.prices.refresh", run.name());
        assertNull(run.job().schedule());
        assertEquals(0, run.nextDueMillis());
    }

    @Test
    void aScheduleIsOnTheLine() throws Exception {
        TASKS.put("close", () -> look());
        CronRun run = run();
        assertEquals("z0.cron.prices.close", run.name());
        assertEquals("* * * * * *", run.job().schedule());
        assertTrue(run.lateMillis() >= 0);
        assertTrue(run.nextDueMillis() > run.startMillis());
    }

    @Override
    void aRunThatOutlivesTheSchedulerIsALine() {
        // The container outlives all runs.
    }

    @Override
    String name() {
        return "prices.refresh";
    }
}
