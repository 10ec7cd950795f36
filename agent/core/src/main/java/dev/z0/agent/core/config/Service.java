package dev.z0.agent.core.config;

import java.util.Map;

/** Which service this process is, and which version of it. Immutable. */
public final class Service {
    private static final String UNKNOWN = "unknown_service:java";

    private final String name;
    private final String buildVersion;

    private Service(String name, String buildVersion) {
        this.name = name;
        this.buildVersion = buildVersion;
    }

    /**
     * What the configuration says, else what the application's own files say. Reads files: not for the main thread.
     */
    public static Service of(Settings settings) {
        Map<String, String> resource = settings.map(Setting.OTEL_RESOURCE_ATTRIBUTES);
        Launch launch = Launch.current();
        String name = firstOf(
                settings.text(Setting.OTEL_SERVICE_NAME), resource.get("service.name"), launch.serviceName(), UNKNOWN);
        String version = firstOf(settings.text(Setting.Z0_BUILD_VERSION), resource.get("service.version"), null, null);
        return new Service(
                name, version != null ? version : BuildVersion.of(launch, System.getProperty("java.class.path", "")));
    }

    private static String firstOf(String... texts) {
        for (String text : texts) {
            if (text != null && !text.isEmpty()) {
                return text;
            }
        }
        return null;
    }

    /** Whether this JVM runs a tool (the JDK's, Maven, Gradle) rather than an application. */
    public static boolean isTool() {
        return Launch.current().isTool();
    }

    /** The service's name. */
    public String name() {
        return name;
    }

    /** The application's version, or null. */
    public String buildVersion() {
        return buildVersion;
    }
}
