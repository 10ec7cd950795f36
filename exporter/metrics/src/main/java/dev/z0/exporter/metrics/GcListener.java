package dev.z0.exporter.metrics;

import com.sun.management.GarbageCollectionNotificationInfo;
import dev.z0.agent.core.support.Failures;
import java.util.concurrent.TimeUnit;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** Hears of each garbage collection, on a thread of the JVM's own. */
final class GcListener implements NotificationListener {
    private final Instruments instruments;
    private final boolean semantic;
    private final Labels collectors = new Labels(Metric.PROCESS_GC_PAUSE.labels());
    private final Labels actions = new Labels(Metric.JVM_GC_DURATION.labels());

    GcListener(Instruments instruments, boolean semantic) {
        this.instruments = instruments;
        this.semantic = semantic;
    }

    @Override
    public void handleNotification(Notification notification, Object handback) {
        try {
            if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
                collected(GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData()));
            }
        } catch (Throwable e) {
            Failures.note("exporter", e);
        }
    }

    private synchronized void collected(GarbageCollectionNotificationInfo info) {
        String collector = info.getGcName();
        long nanos = TimeUnit.MILLISECONDS.toNanos(info.getGcInfo().getDuration());
        if (isPause(collector, info.getGcCause())) {
            instruments.duration(Metric.PROCESS_GC_PAUSE, nanos, collectors.of(collector));
        }
        if (semantic) {
            instruments.duration(Metric.JVM_GC_DURATION, nanos, actions.of(collector, info.getGcAction()));
        }
    }

    /** Collectors that work beside the application report whole cycles too, under names of their own or without a cause. */
    static boolean isPause(String collector, String cause) {
        return !collector.endsWith("Cycles") && !(collector.equals("ConcurrentMarkSweep") && cause.equals("No GC"));
    }
}
