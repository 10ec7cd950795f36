package dev.z0.exporter.line;

import dev.z0.agent.core.config.Setting;
import dev.z0.agent.core.config.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Paths;
import java.util.function.LongSupplier;

/**
 * Where lines go: the file that the settings name, else standard output. A file that cannot be opened at first is given
 * up for standard output; one that fails later is tried again with every block, and what it did not take is counted.
 */
final class Output implements LineBuffer.Sink {
    private final OutputStream standard;
    private LineFile file;
    private boolean failing;
    private volatile long written;
    private volatile long dropped;

    Output(OutputStream standard) {
        this.standard = standard;
    }

    /** Opens the file, if the settings name one. Answers what there is to tell if that fails, else null. */
    String open(Settings settings, LongSupplier clock) {
        String name = settings.text(Setting.Z0_LINE_FILE);
        if (name.isEmpty()) {
            return null;
        }
        try {
            LineFile opened = new LineFile(
                    Paths.get(name),
                    settings.bytes(Setting.Z0_LINE_FILE_MAX_BYTES),
                    settings.millis(Setting.Z0_LINE_FILE_MAX_AGE),
                    new RotatedFiles(
                            (int) settings.number(Setting.Z0_LINE_FILE_KEEP),
                            settings.flag(Setting.Z0_LINE_FILE_COMPRESS)),
                    clock);
            opened.open();
            file = opened;
            return null;
        } catch (IOException | RuntimeException e) {
            return "Z0_LINE_FILE cannot be written, so lines go to standard output: " + e;
        }
    }

    @Override
    public void write(byte[] bytes, int length, int lines) {
        try {
            if (file != null) {
                file.write(bytes, length);
            } else {
                writeStandard(bytes, length);
            }
            written += lines;
        } catch (IOException | RuntimeException e) {
            dropped += lines;
        }
    }

    private void writeStandard(byte[] bytes, int length) throws IOException {
        if (failing) {
            standard.write('\n'); // ends what may have been left of a line
            failing = false;
        }
        try {
            standard.write(bytes, 0, length);
        } catch (IOException e) {
            failing = true;
            throw e;
        }
    }

    /** Lines written so far. */
    long written() {
        return written;
    }

    /** Lines that could not be written. */
    long dropped() {
        return dropped;
    }
}
