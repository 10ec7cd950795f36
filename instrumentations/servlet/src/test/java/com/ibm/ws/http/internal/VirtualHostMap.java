package com.ibm.ws.http.internal;

/** Stands in for Open Liberty's. */
public final class VirtualHostMap {
    private VirtualHostMap() {}

    /** Whether the host that the request names has an application; here, for paths below {@code /app}. */
    public static boolean findVirtualHost(String endpoint, RequestHelper link) {
        return link.path().startsWith("/app/");
    }

    /** What is asked of a link. */
    public interface RequestHelper {
        /** The path, here. */
        String path();
    }
}
