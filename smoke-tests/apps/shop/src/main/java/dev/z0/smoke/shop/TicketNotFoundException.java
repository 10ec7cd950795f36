package dev.z0.smoke.shop;

/** No ticket has that id. */
class TicketNotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TicketNotFoundException(long id) {
        super("no ticket " + id);
    }
}
