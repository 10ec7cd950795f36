package dev.z0.smoke;

/**
 * What a client saw.
 *
 * @param sentId the request id that it sent, null for none
 * @param status 0 where it did not wait for one
 * @param receivedId the request id of the answer, null for none
 * @param body what followed the answer's head; empty where it did not wait for that
 */
record Answer(Call call, String sentId, int status, String receivedId, String body) {

    /** The id under which the request's line must stand. */
    String requestId() {
        return receivedId == null ? sentId : receivedId;
    }
}
