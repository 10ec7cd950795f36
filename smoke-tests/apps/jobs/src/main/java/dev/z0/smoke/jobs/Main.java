package dev.z0.smoke.jobs;

import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A program that has nothing but jobs; it ends when each ran as often as it should. */
public final class Main {
    private static final int RUNS = 5;

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);
        Counted atRate = new Counted();
        Counted withDelay = new Counted();
        Counted byTimer = new Counted();
        scheduler.scheduleAtFixedRate(new RefreshPrices(atRate), 0, 50, TimeUnit.MILLISECONDS);
        scheduler.scheduleWithFixedDelay(new CleanUp(withDelay), 0, 50, TimeUnit.MILLISECONDS);
        CountDownLatch failed = new CountDownLatch(1);
        scheduler.scheduleAtFixedRate(new Doomed(failed), 0, 50, TimeUnit.MILLISECONDS);
        CountDownLatch once = new CountDownLatch(1);
        scheduler.schedule(once::countDown, 10, TimeUnit.MILLISECONDS);
        Timer timer = new Timer("reports");
        timer.schedule(new SendReports(byTimer), 0, 50);
        once.await();
        failed.await();
        atRate.await();
        withDelay.await();
        byTimer.await();
        timer.cancel();
        scheduler.shutdown();
        scheduler.awaitTermination(10, TimeUnit.SECONDS);
        say("jobs done");
    }

    @SuppressWarnings("checkstyle:regexpsinglelinejava")
    private static void say(String text) {
        System.out.println(text);
    }

    /** Lets {@link #RUNS} runs happen and makes every later one stop its job. */
    static final class Counted {
        private final CountDownLatch left = new CountDownLatch(RUNS);

        void ran() {
            left.countDown();
        }

        void await() throws InterruptedException {
            left.await();
        }
    }

    static final class RefreshPrices implements Runnable {
        private final Counted counted;

        RefreshPrices(Counted counted) {
            this.counted = counted;
        }

        @Override
        public void run() {
            counted.ran();
        }
    }

    static final class CleanUp implements Runnable {
        private final Counted counted;

        CleanUp(Counted counted) {
            this.counted = counted;
        }

        @Override
        public void run() {
            counted.ran();
        }
    }

    static final class Doomed implements Runnable {
        private final CountDownLatch failed;

        Doomed(CountDownLatch failed) {
            this.failed = failed;
        }

        @Override
        public void run() {
            failed.countDown();
            throw new IllegalStateException("never again");
        }
    }

    static final class SendReports extends TimerTask {
        private final Counted counted;

        SendReports(Counted counted) {
            this.counted = counted;
        }

        @Override
        public void run() {
            counted.ran();
        }
    }
}
