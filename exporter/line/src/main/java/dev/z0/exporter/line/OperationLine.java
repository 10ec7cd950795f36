package dev.z0.exporter.line;

import dev.z0.agent.core.config.Service;
import dev.z0.agent.core.record.ModelCall;
import dev.z0.agent.core.record.Operation;
import dev.z0.agent.core.record.Tally;
import java.io.IOException;

/** The line of an operation: one that the rules declare, or a call of a language model. */
final class OperationLine extends UnitLine<Operation> {
    OperationLine(LineSettings settings, Service service) {
        super(Kind.OPERATION, settings, service);
    }

    @Override
    String level() {
        return !unit.failed() ? levelOfWork() : isRefused() ? "warn" : "error";
    }

    /** The provider did what it should with a request that it did not like. */
    private boolean isRefused() {
        int status = status();
        return unit.failure() == null && status >= 400 && status < 500;
    }

    /** That of a language model's answer; 0 for none. */
    private int status() {
        return unit instanceof ModelCall ? ((ModelCall) unit).call().status() : 0;
    }

    @Override
    void message(StringBuilder text) {
        text.append(unit.name())
                .append(unit.failed() ? " failed " : " ok ")
                .append(Millis.rounded(unit.durationNanos()))
                .append("ms");
        Tally.Ai ai = unit instanceof ModelCall ? tally.ai() : null;
        if (ai != null && ai.model() != null) {
            text.append(' ').append(ai.model());
        }
        if (ai != null && ai.tokensInput() + ai.tokensOutput() > 0) {
            text.append(' ')
                    .append(ai.tokensInput())
                    .append('+')
                    .append(ai.tokensOutput())
                    .append(" tokens");
        }
    }

    @Override
    String type() {
        return unit.name().startsWith("z0.") ? unit.name().substring(3) : unit.name();
    }

    @Override
    void value(Key key, JsonLine out) throws IOException {
        if (key == Key.OPERATION) {
            out.text(key, unit.name(), MOST_OF_A_NAME);
        } else if (key == Key.STATUS) {
            if (status() > 0) {
                out.number(key, status());
            }
        } else {
            super.value(key, out);
        }
    }
}
