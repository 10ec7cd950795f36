package dev.z0.exporter.line;

import dev.z0.agent.core.config.Service;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Failure;
import dev.z0.agent.core.record.Summary;
import java.io.IOException;

/** The line of one run of a scheduled job. */
final class CronLine extends UnitLine<CronRun> {
    private static final int MOST_OF_AN_ERROR = 2048;

    CronLine(LineSettings settings, Service service) {
        super(Kind.CRON, settings, service);
    }

    @Override
    String level() {
        return unit.failed() ? "error" : failure != null ? "warn" : levelOfWork();
    }

    @Override
    void message(StringBuilder text) {
        text.append("cron ")
                .append(unit.job().name())
                .append(unit.failed() ? " failed " : " ok ")
                .append(Millis.rounded(unit.durationNanos()))
                .append("ms");
        if (unit.isLast()) {
            text.append(", and will never run again: its scheduler drops a job that throws");
        }
    }

    @Override
    String type() {
        return unit.name().substring("z0.cron.".length());
    }

    @Override
    void value(Key key, JsonLine out) throws IOException {
        switch (key) {
            case CRON:
                out.text(key, unit.job().name(), MOST_OF_A_NAME);
                break;
            case RESULTS:
                Results.write(key, unit.result(), unit.counters(), out);
                break;
            case ERRORS:
                errors(key, out);
                break;
            case ERRORS_COUNT:
                out.number(key, unit.loggedCount() + (escapedUnlogged() ? 1 : 0));
                break;
            case OVERLAP:
                if (unit.overlap()) {
                    out.flag(key, true);
                }
                break;
            case SCHEDULE:
                out.text(key, unit.job().schedule(), MOST_OF_A_NAME);
                break;
            case NEXT_DUE:
                if (unit.nextDueMillis() > 0) {
                    out.time(key, unit.nextDueMillis());
                }
                break;
            case LATE_MS:
                if (unit.lateMillis() >= 0) {
                    out.number(key, unit.lateMillis());
                }
                break;
            default:
                super.value(key, out);
        }
    }

    /** What escaped comes first; where it was logged as well, it is one error. */
    private void errors(Key key, JsonLine out) throws IOException {
        out.array(key);
        if (escapedUnlogged()) {
            error(failure, out);
        }
        for (Summary.LoggedError logged : unit.loggedErrors()) {
            error(Failure.of(logged), out);
        }
        out.endArray();
    }

    private boolean escapedUnlogged() {
        if (unit.failure() == null) {
            return false;
        }
        for (Summary.LoggedError logged : unit.loggedErrors()) {
            if (Failure.of(logged).decided() == failure.decided()) {
                return false;
            }
        }
        return true;
    }

    private static void error(Failure error, JsonLine out) throws IOException {
        if (out.fits(MOST_OF_AN_ERROR)) {
            out.object();
            out.text(Inner.ERROR_CLASS, error.errorClass(), MOST_OF_A_NAME);
            out.text(Inner.ERROR_MSG, error.message(), MOST_OF_AN_ERROR);
            out.endObject();
        }
    }
}
