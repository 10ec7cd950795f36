package dev.z0.agent.core.record;

import java.util.List;

/**
 * Writes down where an exception came from: the frames that a person looks for first. Frames of the JDK, servers and
 * frameworks show only where they begin, so that the application's own are not lost behind them.
 */
public final class Stack {
    private static final int MOST_CHARS = 8192;
    private static final int MOST_FRAMES = 30;
    private static final int MOST_FRAMES_OF_A_CAUSE = 5;
    private static final int MOST_LIBRARY_FRAMES = 2;

    private static final StackTraceElement[] NO_FRAMES = {};

    private Stack() {}

    /** The exceptions in order, each with its frames; redacted. Not for the application's threads. */
    public static String of(List<Throwable> chain) {
        StringBuilder text = new StringBuilder(2048);
        for (int i = 0; i < chain.size() && text.length() < MOST_CHARS; i++) {
            text.append(i == 0 ? "" : "\nCaused by: ")
                    .append(chain.get(i).getClass().getName());
            String message = Causes.message(chain, i);
            if (message != null) {
                text.append(": ").append(message, 0, Math.min(message.length(), 1024));
            }
            frames(text, frames(chain.get(i)), i == 0 ? MOST_FRAMES : MOST_FRAMES_OF_A_CAUSE);
        }
        return text.toString();
    }

    private static StackTraceElement[] frames(Throwable thrown) {
        try {
            StackTraceElement[] frames = thrown.getStackTrace();
            return frames == null ? NO_FRAMES : frames;
        } catch (Throwable e) {
            return NO_FRAMES;
        }
    }

    private static void frames(StringBuilder text, StackTraceElement[] frames, int most) {
        int written = 0;
        int inLibrary = 0;
        int skipped = 0;
        for (int i = 0; i < frames.length; i++) {
            inLibrary = Libraries.contains(frames[i].getClassName()) ? inLibrary + 1 : 0;
            if (inLibrary > MOST_LIBRARY_FRAMES || written >= most) {
                skipped++;
                continue;
            }
            skipped(text, skipped);
            skipped = 0;
            written++;
            text.append("\n  at ")
                    .append(frames[i].getClassName())
                    .append('.')
                    .append(frames[i].getMethodName())
                    .append('(')
                    .append(frames[i].getFileName());
            if (frames[i].getLineNumber() >= 0) {
                text.append(':').append(frames[i].getLineNumber());
            }
            text.append(')');
        }
        skipped(text, skipped);
    }

    private static void skipped(StringBuilder text, int frames) {
        if (frames > 0) {
            text.append("\n  … ").append(frames).append(" more");
        }
    }
}
