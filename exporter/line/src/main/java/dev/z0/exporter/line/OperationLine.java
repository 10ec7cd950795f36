package dev.z0.exporter.line;

import dev.z0.agent.core.config.Service;
import dev.z0.agent.core.record.Operation;
import java.io.IOException;

/** The line of an operation that the rules declare. */
final class OperationLine extends UnitLine<Operation> {
    OperationLine(LineSettings settings, Service service) {
        super(Kind.OPERATION, settings, service);
    }

    @Override
    String level() {
        return unit.failed() ? "error" : levelOfWork();
    }

    @Override
    void message(StringBuilder text) {
        text.append(unit.name())
                .append(unit.failed() ? " failed " : " ok ")
                .append(Millis.rounded(unit.durationNanos()))
                .append("ms");
    }

    @Override
    String type() {
        return unit.name().startsWith("z0.") ? unit.name().substring(3) : unit.name();
    }

    @Override
    void value(Key key, JsonLine out) throws IOException {
        if (key == Key.OPERATION) {
            out.text(key, unit.name(), MOST_OF_A_NAME);
        } else {
            super.value(key, out);
        }
    }
}
