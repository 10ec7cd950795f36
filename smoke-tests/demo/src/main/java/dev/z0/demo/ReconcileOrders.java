package dev.z0.demo;

import java.sql.SQLException;

/** The job that runs every few seconds. */
final class ReconcileOrders implements Runnable {
    private final Orders orders;

    ReconcileOrders(Orders orders) {
        this.orders = orders;
    }

    @Override
    public void run() {
        try {
            orders.removeUnpaid();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
