package dev.z0.smoke.shop;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells how many bytes the threads that live have allocated so far. */
@RestController
class Allocated {
    @GetMapping("/allocated")
    String allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] bytes = threads.getThreadAllocatedBytes(threads.getAllThreadIds());
        return String.valueOf(LongStream.of(bytes).filter(one -> one > 0).sum());
    }
}
