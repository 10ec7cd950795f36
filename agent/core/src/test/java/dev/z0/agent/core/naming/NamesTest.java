package dev.z0.agent.core.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

    @ParameterizedTest
    @CsvSource({
        "dailyReconciliation,daily_reconciliation",
        "HTTPServer,http_server",
        "parseURL,parse_url",
        "oauth2Token,oauth2_token",
        "a--b  c,a_b_c",
        "__x__,x",
        "ünïcode,n_code",
        "'',other",
        "日本,other",
        "already_fine,already_fine",
    })
    void makesSegments(String raw, String segment) {
        assertEquals(segment, Names.segment(raw));
    }

    @Test
    void boundsSegmentsAndNames() {
        assertEquals("other", Names.segment(null));
        assertEquals(40, Names.segment("x".repeat(100)).length());
        assertEquals("x".repeat(39), Names.segment("x".repeat(39) + "Yy"));
        String longest = Names.join("l".repeat(99), "c".repeat(99), "o".repeat(999));
        assertTrue(longest.length() <= 120, longest);
        assertEquals("z0.queue.orders.process", Names.join("queue", "orders", "process"));
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.Reconciler,dailyReconciliation,z0.cron.reconciler.daily_reconciliation",
        "com.acme.Reconciler$$SpringCGLIB$$0,run,z0.cron.reconciler.run",
        "com.acme.Outer$Inner,lambda$start$0,z0.cron.inner.start",
        "com.acme.Outer$1,run,z0.cron.outer.run",
        "com.acme.Foo$$Lambda/0x00007f1c,run,z0.cron.foo.run",
        "com.acme.Foo$$Lambda$14/1234,run,z0.cron.foo.run",
        "DEFAULT,report-550e8400-e29b-41d4-a716-446655440000,z0.cron.default.report",
        ",,z0.cron.other.run",
    })
    void namesJobs(String declaringClass, String job, String name) {
        assertEquals(name, Names.cron(declaringClass, job));
    }

    @ParameterizedTest
    @CsvSource({
        "facts,facts",
        "facts_2024_01,facts",
        "orders_2024_archive,orders",
        "users_17,users",
        "temp_8f3a91cc,temp",
        "temp_550e8400_e29b_41d4_a716_446655440000,temp",
        "facts_p01,facts",
        "facts20240101,facts",
        "tmp8f3a9b1c,tmp",
        "pay-7d9f8b6c5-xkcdq,pay",
        "HT_facts,HT_facts",
        "oauth2,oauth2",
        "users_v2,users_v2",
        "item2,item2",
        "line_1,line",
        "file_sha256,file_sha256",
        "8f3a91cc,''",
        "x7f3k2q9,''",
        "___,''",
    })
    void stripsWhatIsNumbered(String name, String stem) {
        assertEquals(stem, Identifiers.stem(name));
    }

    @Test
    void keepsWhatWasHitWhenOthersStreamThrough() {
        ClockCache<Integer> cache = new ClockCache<>(16);
        cache.put("kept", 1);
        for (int i = 0; i < 1000; i++) {
            assertEquals(1, cache.get("kept"));
            cache.put("once" + i, i);
        }
        int present = 0;
        for (int i = 0; i < 1000; i++) {
            present += cache.get("once" + i) == null ? 0 : 1;
        }
        assertTrue(present > 0 && present <= 15, present + " entries");
        assertNull(cache.get("never"));
        assertEquals(1, cache.intern("kept", 2));
        cache.put("kept", 3);
        assertEquals(3, cache.get("kept"));
    }

    @Test
    void admitsUpToTheLimit() {
        Vocabulary words = new Vocabulary(2);
        String first = words.admit("a", "more");
        words.admit("b", "more");
        assertEquals("more", words.admit("c", "more"));
        assertSame(first, words.admit(new String("a"), "more"));
    }
}
