package dev.z0.exporter.otlp;

import dev.z0.agent.core.config.Service;
import dev.z0.agent.core.config.Setting;
import dev.z0.agent.core.config.Settings;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Map;
import java.util.function.Supplier;

/** What telemetry says of the process that it comes from. Thread-safe. */
public final class Resources implements Supplier<Resource> {
    private final Settings settings;
    private Resource made;

    /** The service, its version, and what the operator adds. */
    public Resources(Settings settings) {
        this.settings = settings;
    }

    /** Made when it is first asked for: OpenTelemetry's classes set logging up, and a server may have to do so first. */
    @Override
    public synchronized Resource get() {
        if (made == null) {
            made = make();
        }
        return made;
    }

    private Resource make() {
        Service service = Service.of(settings);
        AttributesBuilder attributes = Attributes.builder();
        for (Map.Entry<String, String> entry :
                settings.map(Setting.OTEL_RESOURCE_ATTRIBUTES).entrySet()) {
            attributes.put(entry.getKey(), entry.getValue());
        }
        attributes.put("service.name", service.name());
        if (service.buildVersion() != null) {
            attributes.put("service.version", service.buildVersion());
            attributes.put("z0.build_version", service.buildVersion());
        }
        attributes.put("telemetry.distro.name", "z0");
        return Resource.getDefault().merge(Resource.create(attributes.build()));
    }
}
