package dev.z0.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.zaxxer.hikari.HikariDataSource;
import dev.z0.agent.core.record.Query;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Tally;
import dev.z0.testing.TestAgent;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What people write on top of JDBC: statements and rows count as if they had written JDBC. */
class FrameworksTest {
    private final TestAgent agent = TestAgent.start(new JdbcConnections(), new JdbcStatements(), new ConnectionPools());
    private HikariDataSource pool;
    private JdbcTemplate spring;

    @BeforeEach
    void open() {
        pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:h2:mem:frameworks;DB_CLOSE_DELAY=-1");
        pool.setUsername("sa");
        spring = new JdbcTemplate(pool);
        spring.execute("DROP TABLE IF EXISTS book");
        spring.execute("CREATE TABLE book (id INT PRIMARY KEY, title VARCHAR(40))");
        spring.batchUpdate("INSERT INTO book VALUES (?, ?)", List.of(new Object[] {1, "a"}, new Object[] {2, "b"}));
        agent.clear();
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private Tally tally(TestAgent.Work work) throws Exception {
        return agent.request(work).tally();
    }

    private List<String> names() {
        return agent.spans().stream()
                .filter(Query.class::isInstance)
                .map(SpanRecord::name)
                .toList();
    }

    @Test
    void springJdbcTemplate() throws Exception {
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
        Tally tally = tally(() -> transaction.executeWithoutResult(status -> {
            assertEquals(2, spring.queryForList("SELECT * FROM book").size());
            spring.batchUpdate("INSERT INTO book VALUES (?, ?)", List.of(new Object[] {3, "c"}, new Object[] {4, "d"}));
            spring.update("UPDATE book SET title = 'e' WHERE id > ?", 1);
        }));
        assertEquals(4, tally.queries());
        assertEquals(2, tally.rowsRead());
        assertEquals(5, tally.rowsTouched());
        assertEquals(
                List.of(
                        "z0.h2.query.book",
                        "z0.h2.write.insert_book",
                        "z0.h2.write.update_book_by_id",
                        "z0.h2.tx.commit"),
                names());
    }

    @Test
    void springTranslatesTheFailureThatCounts() throws Exception {
        Tally tally = tally(() -> assertThrows(
                DuplicateKeyException.class, () -> spring.update("INSERT INTO book VALUES (?, ?)", 1, "twice")));
        assertEquals(1, tally.queries());
        assertEquals(1, agent.spans().stream().filter(SpanRecord::failed).count());
    }

    @Test
    void hibernate() throws Exception {
        Configuration configuration = new Configuration().addAnnotatedClass(Book.class);
        configuration.getProperties().put("hibernate.connection.datasource", pool);
        try (SessionFactory sessions = configuration.buildSessionFactory()) {
            Tally tally = tally(() -> sessions.inTransaction(session -> {
                assertEquals(
                        2, session.createQuery("from Book", Book.class).list().size());
                session.persist(new Book(7, "h"));
                session.persist(new Book(8, "i"));
            }));
            assertEquals(3, tally.queries());
            assertEquals(2, tally.rowsRead());
            assertEquals(2, tally.rowsTouched());
        }
    }

    @Test
    void mybatis() throws Exception {
        org.apache.ibatis.session.Configuration configuration = new org.apache.ibatis.session.Configuration(
                new Environment("test", new JdbcTransactionFactory(), pool));
        configuration.addMapper(Books.class);
        SqlSessionFactory sessions = new SqlSessionFactoryBuilder().build(configuration);
        Tally tally = tally(() -> {
            try (SqlSession session = sessions.openSession()) {
                Books books = session.getMapper(Books.class);
                assertEquals(List.of("a", "b"), books.titles());
                assertEquals(1, books.add(9, "m"));
                session.commit();
            }
        });
        assertEquals(2, tally.queries());
        assertEquals(2, tally.rowsRead());
        assertEquals(1, tally.rowsTouched());
    }

    @Test
    void jooq() throws Exception {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        DSLContext jooq = DSL.using(pool, SQLDialect.H2);
        Tally tally = tally(() -> {
            assertEquals(2, jooq.fetch("select * from book order by id").size());
            assertEquals(1, jooq.execute("update book set title = ? where id = ?", "z", 1));
        });
        assertEquals(2, tally.queries());
        assertEquals(2, tally.rowsRead());
        assertEquals(1, tally.rowsTouched());
    }

    /** A table as MyBatis sees it. */
    interface Books {
        @Select("SELECT title FROM book ORDER BY id")
        List<String> titles();

        @Insert("INSERT INTO book VALUES (#{id}, #{title})")
        int add(@Param("id") int id, @Param("title") String title);
    }

    /** A row as Hibernate sees it. */
    @Entity(name = "Book")
    public static class Book {
        @Id
        private int id;

        private String title;

        /** For Hibernate. */
        protected Book() {}

        Book(int id, String title) {
            this.id = id;
            this.title = title;
        }
    }
}
