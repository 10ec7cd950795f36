package dev.z0.instrumentation.netty;

/** How a gRPC call ended. Over the wire all of them have status 200, and their own code in the trailers. */
final class GrpcStatus {
    private static final String UNIMPLEMENTED = "12";

    private GrpcStatus() {}

    /** Whether the path named a method of the server's. */
    static boolean isKnownMethod(String code) {
        return !UNIMPLEMENTED.equals(code);
    }

    /** The HTTP status that stands for it, by Google's list of codes: 5xx where the server is at fault. */
    static int asHttp(String code) {
        switch (code) {
            case "0": // OK
                return 200;
            case "1": // CANCELLED
                return 499;
            case "3": // INVALID_ARGUMENT
            case "9": // FAILED_PRECONDITION
            case "11": // OUT_OF_RANGE
                return 400;
            case "4": // DEADLINE_EXCEEDED
                return 504;
            case "5": // NOT_FOUND
                return 404;
            case "6": // ALREADY_EXISTS
            case "10": // ABORTED
                return 409;
            case "7": // PERMISSION_DENIED
                return 403;
            case "8": // RESOURCE_EXHAUSTED
                return 429;
            case UNIMPLEMENTED:
                return 501;
            case "14": // UNAVAILABLE
                return 503;
            case "16": // UNAUTHENTICATED
                return 401;
            default: // UNKNOWN, INTERNAL, DATA_LOSS
                return 500;
        }
    }
}
