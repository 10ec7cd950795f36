package dev.z0.exporter.line;

import dev.z0.agent.core.config.Service;
import dev.z0.agent.core.record.Failure;
import dev.z0.agent.core.record.ModelCall;
import dev.z0.agent.core.record.Summary;
import dev.z0.agent.core.record.Tally;
import java.io.IOException;

/** The line of a unit: what all kinds of units have in common. Reused for one unit after the other. */
abstract class UnitLine<U extends Summary> {
    /** Names and ids that others choose are cut to so many bytes. */
    static final int MOST_OF_A_NAME = 256;

    private static final int MOST_OF_A_MESSAGE = 2048;

    private final LineSettings settings;
    private final Service service;
    private final Layout layout;
    private final String kind;
    private final StringBuilder message = new StringBuilder();

    U unit;
    Tally tally;
    Failure failure;

    UnitLine(Kind kind, LineSettings settings, Service service) {
        this.settings = settings;
        this.service = service;
        this.layout = settings.layout(kind);
        this.kind = kind.text();
    }

    /** Writes the whole line. */
    final void write(U ended, JsonLine out) throws IOException {
        unit = ended;
        tally = ended.tally();
        failure = Failure.of(ended);
        out.begin(layout);
        for (Key key : layout.keys()) {
            value(key, out);
        }
        out.end();
        unit = null;
        failure = null;
    }

    abstract String level();

    abstract void message(StringBuilder text);

    /** The unit in the words of the {@code cos} preset. */
    abstract String type();

    /** Writes one key, if there is something to say. */
    void value(Key key, JsonLine out) throws IOException {
        switch (key) {
            case TS:
                out.time(key, unit.startMillis() + unit.durationNanos() / 1_000_000);
                break;
            case LEVEL:
                out.text(key, level());
                break;
            case KIND:
                out.text(key, kind);
                break;
            case MESSAGE:
                message.setLength(0);
                message(message);
                out.text(key, message, MOST_OF_A_MESSAGE);
                break;
            case SERVICE:
                out.text(key, service.name(), MOST_OF_A_NAME);
                break;
            case BUILD_VERSION:
                out.text(key, service.buildVersion(), MOST_OF_A_NAME);
                break;
            case MS:
                out.millis(key, unit.durationNanos());
                break;
            case TYPE:
                out.text(key, type(), MOST_OF_A_NAME);
                break;
            case SUCCESS:
                out.flag(key, success());
                break;
            default:
                if (!EnclosingIds.write(key, unit, settings, out)
                        && !Work.write(key, tally, settings, out)
                        && !FailureKeys.write(key, failure, settings, out)) {
                    cost(key, out);
                }
        }
    }

    boolean success() {
        return failure == null;
    }

    /** {@code warn} for what works but costs, else {@code info}. */
    final String levelOfWork() {
        return Work.repeats(tally, settings.nPlusOne()) ? "warn" : "info";
    }

    private void cost(Key key, JsonLine out) throws IOException {
        if (key == Key.CPU_MS && unit.cpuNanos() > 0) {
            out.millis(key, unit.cpuNanos());
        } else if (key == Key.ALLOC_KB && unit.allocatedBytes() > 0) {
            out.number(key, (unit.allocatedBytes() + 512) / 1024);
        } else if (key == Key.METADATA) {
            Metadata.write(key, unit.notes(), unit instanceof ModelCall, out);
        } else if (key == Key.THREADS && unit.threads() > 1) {
            out.number(key, unit.threads());
        }
    }
}
