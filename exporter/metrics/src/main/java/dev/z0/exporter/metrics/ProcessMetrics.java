package dev.z0.exporter.metrics;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.OperatingSystemMXBean;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import javax.management.NotificationEmitter;

/**
 * What the JVM tells about the process. Asks its management beans one by one: the platform's MBean server is the
 * application's, and setting it up early disturbs servers that bring a log manager.
 */
final class ProcessMetrics {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final BufferPoolMXBean direct = directBuffers();

    ProcessMetrics(Instruments instruments, boolean semantic) {
        instruments.observe(Metric.PROCESS_STARTS, values -> values.put(1));
        instruments.observe(Metric.PROCESS_THREADS, values -> values.put(threads.getThreadCount()));
        instruments.observe(Metric.PROCESS_MEMORY, this::memory);
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        if (system instanceof com.sun.management.OperatingSystemMXBean) {
            com.sun.management.OperatingSystemMXBean process = (com.sun.management.OperatingSystemMXBean) system;
            instruments.observe(
                    Metric.PROCESS_CPU,
                    values -> values.put(TimeUnit.NANOSECONDS.toMillis(process.getProcessCpuTime())));
            if (semantic) {
                instruments.observe(Metric.JVM_CPU, values -> values.put(process.getProcessCpuTime()));
            }
        }
        if (semantic) {
            instruments.observe(Metric.JVM_THREADS, this::threads);
            instruments.observe(Metric.JVM_MEMORY_USED, ProcessMetrics::pools);
        }
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter) {
                ((NotificationEmitter) collector)
                        .addNotificationListener(new GcListener(instruments, semantic), null, null);
            }
        }
    }

    private static BufferPoolMXBean directBuffers() {
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            if (pool.getName().equals("direct")) {
                return pool;
            }
        }
        return null;
    }

    private void memory(Observation.Values values) {
        MemoryUsage heap = memory.getHeapMemoryUsage();
        values.put(heap.getUsed(), "heap");
        values.put(heap.getCommitted(), "heap_committed");
        if (heap.getMax() >= 0) {
            values.put(heap.getMax(), "heap_max");
        }
        values.put(memory.getNonHeapMemoryUsage().getUsed(), "non_heap");
        if (direct != null) {
            values.put(Math.max(0, direct.getMemoryUsed()), "direct");
        }
    }

    private void threads(Observation.Values values) {
        int daemons = threads.getDaemonThreadCount();
        values.put(daemons, true);
        values.put(Math.max(0, threads.getThreadCount() - daemons), false);
    }

    private static void pools(Observation.Values values) {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage usage = pool.getUsage();
            if (usage != null) {
                values.put(usage.getUsed(), pool.getType() == MemoryType.HEAP ? "heap" : "non_heap", pool.getName());
            }
        }
    }
}
