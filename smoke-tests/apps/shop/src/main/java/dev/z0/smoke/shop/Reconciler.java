package dev.z0.smoke.shop;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Jobs by the clock. */
@Component
class Reconciler {
    private final Tickets tickets;

    Reconciler(Tickets tickets) {
        this.tickets = tickets;
    }

    @Scheduled(fixedRate = 500)
    void countTickets() {
        tickets.count();
    }

    @Scheduled(cron = "* * * * * *")
    void failingReport() {
        throw new IllegalStateException("the report cannot be made");
    }
}
