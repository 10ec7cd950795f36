package dev.z0.smoke;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request to the servlet application and what it must lead to.
 *
 * @param error the class named on the line, null for none
 * @param aborted whether the client goes away in the middle, so that no status is certain
 */
record Call(String method, String path, int status, int queries, int calls, String error, boolean aborted) {

    static Call get(String path, int status) {
        return new Call("GET", path, status, 0, 0, null, false);
    }

    Call queries(int count) {
        return new Call(method, path, status, count, calls, error, aborted);
    }

    Call calls(int count) {
        return new Call(method, path, status, queries, count, error, aborted);
    }

    Call method(String name) {
        return new Call(name, path, status, queries, calls, error, aborted);
    }

    Call error(String className) {
        return new Call(method, path, status, queries, calls, className, aborted);
    }

    Call abort() {
        return new Call(method, path, status, queries, calls, error, true);
    }

    /** The path without its query string. */
    String bare() {
        return path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
    }

    /** The value in the query string, null where there is none. */
    String parameter(String name) {
        Matcher found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(path);
        return found.find() ? found.group(1) : null;
    }

    /** Every kind of request that the application knows. */
    static List<Call> mix() {
        List<Call> mix = new ArrayList<>();
        mix.add(get("/app/ping", 200));
        mix.add(get("/app/ping", 200).method("HEAD"));
        mix.add(get("/app/ping", 200).method("OPTIONS"));
        mix.add(get("/app/ping", 405).method("DELETE"));
        mix.add(get("/app/ping", 501).method("BREW"));
        mix.add(get("/app/echo", 200).method("POST"));
        mix.add(get("/app/items/42", 200));
        mix.add(get("/app/nothing", 404));
        mix.add(get("/app/error", 500).error("java.lang.IllegalStateException"));
        mix.add(get("/app/send-error?code=503", 503));
        mix.add(get("/app/send-error?code=418", 418));
        mix.add(get("/app/forward?to=/work%3Fq%3D2", 200).queries(2));
        mix.add(get("/app/include?page=/work%3Fq%3D1", 200).queries(1));
        mix.add(get("/app/redirect", 302));
        mix.add(get("/app/stream?kb=256", 200));
        mix.add(get("/app/stream?kb=8192", 200).abort());
        mix.add(get("/app/slow?ms=20", 200));
        mix.add(get("/app/slow?ms=20", 200).abort());
        mix.add(get("/app/print?kb=64", 200));
        mix.add(get("/app/async?end=complete&q=2&e=1", 200).queries(2).calls(1));
        mix.add(get("/app/async?end=dispatch&q=1&e=2", 200).queries(1).calls(2));
        mix.add(get("/app/async?end=timeout", 504));
        mix.add(get("/app/async?end=error", 502));
        mix.add(get("/app/work?q=3&e=2", 200).queries(3).calls(2));
        mix.add(get("/app/work?q=1", 200).queries(1));
        mix.add(get("/app/work?e=1", 200).calls(1));
        mix.add(get("/app/n-plus-one?n=7", 200).queries(8));
        mix.add(get("/app/batch?n=5", 200).queries(5));
        mix.add(get("/app/bad-query", 500).queries(1).error("org.h2.jdbc.JdbcSQLSyntaxErrorException"));
        mix.add(get("/app/fan-out?n=4", 200).queries(4));
        mix.add(get("/app/bad-call?e=2", 200).calls(1));
        return mix;
    }
}
