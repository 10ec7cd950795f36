package dev.z0.smoke.jobs;

import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A program that has nothing but jobs; when each ran a few times it ends and tells how often each did. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);
        Runs refreshes = new Runs();
        Runs cleanUps = new Runs();
        Runs reports = new Runs();
        Runs doomed = new Runs();
        CountDownLatch once = new CountDownLatch(1);
        scheduler.scheduleAtFixedRate(new RefreshPrices(refreshes), 0, 50, TimeUnit.MILLISECONDS);
        scheduler.scheduleWithFixedDelay(new CleanUp(cleanUps), 0, 50, TimeUnit.MILLISECONDS);
        scheduler.scheduleAtFixedRate(new Doomed(doomed), 0, 50, TimeUnit.MILLISECONDS);
        scheduler.schedule(once::countDown, 10, TimeUnit.MILLISECONDS);
        Timer timer = new Timer("reports");
        timer.schedule(new SendReports(reports), 0, 50);
        once.await();
        refreshes.awaitSome();
        cleanUps.awaitSome();
        reports.awaitSome();
        scheduler.shutdown();
        scheduler.awaitTermination(10, TimeUnit.SECONDS);
        end(timer);
        say("RefreshPrices " + refreshes);
        say("CleanUp " + cleanUps);
        say("SendReports " + reports);
        say("Doomed " + doomed);
    }

    /** A task of the timer itself cancels it: no other can be running then, and none will. */
    private static void end(Timer timer) throws InterruptedException {
        CountDownLatch cancelled = new CountDownLatch(1);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        timer.cancel();
                        cancelled.countDown();
                    }
                },
                0);
        cancelled.await();
    }

    @SuppressWarnings("checkstyle:regexpsinglelinejava")
    private static void say(String text) {
        System.out.println(text);
    }

    /** How often a job ran. */
    private static final class Runs {
        private final AtomicInteger count = new AtomicInteger();
        private final CountDownLatch some = new CountDownLatch(5);

        void add() {
            count.incrementAndGet();
            some.countDown();
        }

        void awaitSome() throws InterruptedException {
            some.await();
        }

        @Override
        public String toString() {
            return count.toString();
        }
    }

    private static final class RefreshPrices implements Runnable {
        private final Runs runs;

        RefreshPrices(Runs runs) {
            this.runs = runs;
        }

        @Override
        public void run() {
            runs.add();
        }
    }

    private static final class CleanUp implements Runnable {
        private final Runs runs;

        CleanUp(Runs runs) {
            this.runs = runs;
        }

        @Override
        public void run() {
            runs.add();
        }
    }

    private static final class Doomed implements Runnable {
        private final Runs runs;

        Doomed(Runs runs) {
            this.runs = runs;
        }

        @Override
        public void run() {
            runs.add();
            throw new IllegalStateException("never again");
        }
    }

    private static final class SendReports extends TimerTask {
        private final Runs runs;

        SendReports(Runs runs) {
            this.runs = runs;
        }

        @Override
        public void run() {
            runs.add();
        }
    }
}
