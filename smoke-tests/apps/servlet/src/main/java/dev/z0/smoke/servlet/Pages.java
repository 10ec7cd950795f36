package dev.z0.smoke.servlet;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** The pages that need neither a database nor another service. */
final class Pages {
    private Pages() {}

    static void text(HttpServletResponse response, String text) throws IOException {
        response.setContentType("text/plain");
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    static int number(HttpServletRequest request, String name, int otherwise) {
        String value = request.getParameter(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    static void echo(HttpServletRequest request, HttpServletResponse response) throws IOException {
        InputStream in = request.getInputStream();
        OutputStream out = response.getOutputStream();
        byte[] buffer = new byte[4096];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
        }
    }

    static void error(HttpServletRequest request, HttpServletResponse response) {
        throw new IllegalStateException("the page failed");
    }

    static void sendError(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.sendError(number(request, "code", 503), "refused");
    }

    static void forward(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        request.getRequestDispatcher(request.getParameter("to")).forward(request, response);
    }

    static void include(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        text(response, "before ");
        request.getRequestDispatcher(request.getParameter("page")).include(request, response);
        text(response, " after");
    }

    static void redirect(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.sendRedirect("ping");
    }

    /** Writes {@code kb} kilobytes in flushed pieces, more than any buffer holds. */
    static void stream(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] piece = new byte[1024];
        Arrays.fill(piece, (byte) 'z');
        OutputStream out = response.getOutputStream();
        for (int i = number(request, "kb", 64); i > 0; i--) {
            out.write(piece);
            if (i % 16 == 0) {
                out.flush();
            }
        }
    }

    /** Allocates {@code kb} kilobytes and tells what the JVM counted: bytes allocated and nanoseconds of CPU time. */
    static void measured(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long bytes = threads.getThreadAllocatedBytes(thread);
        long nanos = threads.getCurrentThreadCpuTime();
        for (int i = number(request, "kb", 64); i > 0; i--) {
            response.setHeader("X-Sum", String.valueOf(Arrays.hashCode(new byte[1024])));
        }
        nanos = threads.getCurrentThreadCpuTime() - nanos;
        bytes = threads.getThreadAllocatedBytes(thread) - bytes;
        text(response, bytes + " " + nanos);
    }

    static void slow(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            Thread.sleep(number(request, "ms", 100));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        text(response, "slow");
    }

    /** Prints a line of {@code kb} kilobytes, which the JVM writes in pieces. */
    @SuppressWarnings("checkstyle:regexpsinglelinejava")
    static void print(HttpServletRequest request, HttpServletResponse response) throws IOException {
        char[] line = new char[number(request, "kb", 64) * 1024];
        Arrays.fill(line, 'p');
        System.out.println(line);
        text(response, "printed");
    }
}
