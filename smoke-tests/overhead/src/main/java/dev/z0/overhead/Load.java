package dev.z0.overhead;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Clients that each ask for one page after the other, on a connection of their own. */
final class Load {
    private static final int CLIENTS = 8;

    private Load() {}

    /** Asks for so many seconds. Answers how many requests were answered; throws where a connection broke. */
    static long run(int port, String path, int seconds) throws InterruptedException {
        AtomicLong answered = new AtomicLong();
        AtomicReference<IOException> broken = new AtomicReference<>();
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        Thread[] clients = new Thread[CLIENTS];
        for (int i = 0; i < CLIENTS; i++) {
            clients[i] = new Thread(() -> client(port, path, deadline, answered, broken));
            clients[i].start();
        }
        for (Thread client : clients) {
            client.join();
        }
        if (broken.get() != null) {
            throw new IllegalStateException(path, broken.get());
        }
        return answered.get();
    }

    private static void client(
            int port, String path, long deadline, AtomicLong answered, AtomicReference<IOException> broken) {
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
            while (System.nanoTime() < deadline) {
                out.write(request);
                if (readAnswer(in) == 200) {
                    answered.incrementAndGet();
                }
            }
        } catch (IOException e) {
            broken.set(e);
        }
    }

    private static int readAnswer(DataInputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ")[1]);
        int length = 0;
        boolean chunked = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).trim());
            }
            chunked |= header.equalsIgnoreCase("Transfer-Encoding: chunked");
        }
        if (chunked) {
            do {
                length = Integer.parseInt(line(in), 16);
                in.skipNBytes(length + 2);
            } while (length > 0);
        } else {
            in.skipNBytes(length);
        }
        return status;
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the service closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
