package dev.z0.agent.core.naming;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names the services that an application calls, from host, method and path: by the rules given, then by the built-in
 * catalogue, then by the host's second-level domain. Immutable but for bounded caches: 1,024 hosts, 400 services, 1,200 names;
 * what comes beyond is service or operation {@code other}. Safe for use by several threads; never throws.
 */
public final class Services {

    private static final int MAX_PATH = 256;
    private static final int MAX_OPERATIONS = 64;

    private final List<Rule> rules;
    private final ClockCache<Host> hosts = new ClockCache<>(1024);
    private final ClockCache<Host> ollamaHosts = new ClockCache<>(16);
    private final Vocabulary services = new Vocabulary(400);
    private final Vocabulary names = new Vocabulary(1200);

    /** @param rules asked in order, before the catalogue */
    public Services(List<Rule> rules) {
        this.rules = Collections.unmodifiableList(new ArrayList<>(rules));
    }

    /**
     * The target of a call. Equal calls get the same instance while their host is remembered.
     *
     * @param method the HTTP method
     * @param scheme {@code http} or {@code https}; does not matter to the naming, may be null
     * @param host a name or an address; null or empty is service {@code unknown}
     * @param port 0 or less if not known; tells Ollama (11434), which runs on any host
     * @param path the raw path; may be null, a query is not looked at
     */
    public ExternalTarget of(String method, String scheme, String host, int port, String path) {
        String key = host == null ? "" : host;
        ClockCache<Host> cache = port == Hosts.OLLAMA_PORT ? ollamaHosts : hosts;
        Host known = cache.get(key);
        if (known == null) {
            known = host(key, port);
            cache.put(key, known);
        }
        return known.target(method, path == null ? "" : path);
    }

    private Host host(String raw, int port) {
        String host = Hosts.normalize(raw);
        for (Rule rule : rules) {
            if (rule.matchesHost(host)) {
                return new Host(host, admit(Names.segment(rule.service)), rule.operations);
            }
        }
        return new Host(host, admit(Hosts.serviceOf(host, port)), Collections.<Operation>emptyList());
    }

    private String admit(String service) {
        return services.admit(service, "other");
    }

    /** One host with what is called on it. */
    private final class Host {
        private final String name;
        private final String service;
        private final List<Operation> operations;
        private final PathTree paths = new PathTree(30, 30, 200);
        private final ClockCache<ExternalTarget> byPath = new ClockCache<>(16);
        private final ConcurrentHashMap<String, ExternalTarget> byCall = new ConcurrentHashMap<>(4);

        Host(String name, String service, List<Operation> operations) {
            this.name = name;
            this.service = service;
            this.operations = operations;
        }

        ExternalTarget target(String method, String path) {
            String label = Routes.methodLabel(method);
            if (path.length() > MAX_PATH) {
                return intern(label, path.substring(0, MAX_PATH));
            }
            ExternalTarget target = byPath.get(path);
            if (target == null || !target.method().equals(label)) {
                target = intern(label, path);
                byPath.put(path, target);
            }
            return target;
        }

        private ExternalTarget intern(String method, String path) {
            String operation = operation(method, Hosts.withoutQuery(path));
            String call = method + ' ' + operation;
            ExternalTarget known = byCall.get(call);
            if (known != null) {
                return known;
            }
            boolean room = byCall.size() < MAX_OPERATIONS;
            String overflow = Names.join("external", service, "other");
            String spanName = room ? names.admit(Names.join("external", service, operation), overflow) : overflow;
            String shown = spanName.substring(spanName.lastIndexOf('.') + 1);
            ExternalTarget target = new ExternalTarget(method, name, service, shown, spanName);
            known = room ? byCall.putIfAbsent(call, target) : null;
            return known == null ? target : known;
        }

        private String operation(String method, String path) {
            for (Operation operation : operations) {
                if (operation.matches(method, path)) {
                    return operation.name(method);
                }
            }
            return Catalogue.operation(service, method, path, paths);
        }
    }

    /** Names a service's hosts and operations. Immutable. */
    public static final class Rule {
        private final String hostPattern;
        private final String service;
        private final List<Operation> operations;

        /**
         * @param hostPattern a host, or {@code *.example.com} for all names below example.com
         * @param service the name, brought into the form of a segment
         * @param operations asked in order; where none matches, the general naming holds
         */
        public Rule(String hostPattern, String service, List<Operation> operations) {
            this.hostPattern = hostPattern.toLowerCase(Locale.ROOT);
            this.service = service;
            this.operations = Collections.unmodifiableList(new ArrayList<>(operations));
        }

        boolean matchesHost(String host) {
            return hostPattern.startsWith("*.") ? host.endsWith(hostPattern.substring(1)) : host.equals(hostPattern);
        }
    }

    /** Names the calls with a method and path. Immutable. */
    public static final class Operation {
        private final String method;
        private final String pathPattern;
        private final String name;

        /**
         * @param method an HTTP method, or {@code *}
         * @param pathPattern a path in which {@code *} stands for any run of characters
         * @param name the operation; <code>{method}</code> in it stands for the method in lower case
         */
        public Operation(String method, String pathPattern, String name) {
            this.method = method;
            this.pathPattern = pathPattern;
            this.name = name;
        }

        boolean matches(String calledMethod, String path) {
            return (method.equals("*") || method.equals(calledMethod)) && Glob.matches(pathPattern, path);
        }

        String name(String calledMethod) {
            return name.replace("{method}", calledMethod.toLowerCase(Locale.ROOT));
        }
    }
}
