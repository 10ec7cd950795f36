package dev.z0.demo;

/** The payment provider refused. */
final class PaymentFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PaymentFailedException(String message) {
        super(message);
    }
}
