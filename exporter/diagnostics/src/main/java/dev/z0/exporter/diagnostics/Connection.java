package dev.z0.exporter.diagnostics;

import dev.z0.agent.core.support.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** One connection with its one request. Closing it ends whatever it waits for. */
final class Connection implements Runnable {
    private static final int MOST_DRAINED = 64 * 1024;
    private static final int DRAIN_MILLIS = 500;

    private final long startNanos = System.nanoTime();
    private final Socket socket;
    private final HttpServer.Handler handler;

    Connection(Socket socket, HttpServer.Handler handler) {
        this.socket = socket;
        this.handler = handler;
    }

    long startNanos() {
        return startNanos;
    }

    boolean isOver() {
        return socket.isClosed();
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no more use either way.
        }
    }

    @Override
    public void run() {
        try {
            boolean head = false;
            HttpResponse response;
            try {
                HttpRequest request = HttpRequest.read(socket.getInputStream());
                head = request.isHead();
                response = handler.answer(request);
            } catch (Refused e) {
                response = HttpResponse.refused(e);
            } catch (RuntimeException | LinkageError e) {
                Failures.note("diagnostics", e);
                response = HttpResponse.refused(new Refused(500, "z0 failed to answer"));
            }
            response.write(socket.getOutputStream(), head);
            socket.shutdownOutput();
            drain();
        } catch (IOException e) {
            // The reader has gone, or was cut off.
        } catch (Throwable e) {
            Failures.note("diagnostics", e);
        } finally {
            close();
        }
    }

    /** To close on what was not read resets the connection, and can take the answer away from the reader. */
    private void drain() throws IOException {
        socket.setSoTimeout(DRAIN_MILLIS);
        InputStream in = socket.getInputStream();
        byte[] bytes = new byte[1024];
        int drained = 0;
        int read = 0;
        while (read >= 0 && drained < MOST_DRAINED) {
            read = in.read(bytes);
            drained += Math.max(0, read);
        }
    }
}
