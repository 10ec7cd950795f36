package dev.z0.smoke;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A standard output taken apart: z0's lines, what the application printed, and what is neither whole. */
record Lines(List<Line> z0, List<String> application, List<String> corrupted) {

    static Lines of(String output) {
        Lines lines = new Lines(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (String text : output.split("\n")) {
            lines.add(text);
        }
        return lines;
    }

    private void add(String text) {
        if (!text.contains("\",\"kind\":\"") && !text.contains("{\"ts\":")) {
            if (!text.isEmpty()) {
                application.add(text);
            }
            return;
        }
        try {
            z0.add(new Line(text, Json.object(text)));
        } catch (IOException e) {
            corrupted.add(text);
        }
    }

    List<Line> kind(String kind) {
        return z0.stream().filter(line -> kind.equals(line.get("kind"))).toList();
    }

    /** Lines of requests, without those that only asked whether the server is up. */
    List<Line> requests() {
        return kind("request").stream()
                .filter(line -> !String.valueOf(line.get("request_id")).startsWith(ServerProcess.READY))
                .toList();
    }
}
