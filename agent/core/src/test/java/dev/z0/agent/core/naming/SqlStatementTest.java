package dev.z0.agent.core.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlStatementTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
            query.facts_by_tenant                    | SELECT * FROM facts WHERE tenant = ?
            query.facts_by_tenant_and_type           | select * from facts where tenant=? and type in (?,?)
            query.facts                              | select count(*) from facts
            query.facts_by_a_and_b_and_c             | select 1 from facts where a=1 and b=2 and c=3 and d=4
            query.facts_by_at                        | select * from facts where at >= ? and at < ?
            query.facts_by_tenant                    | SELECT f.* FROM app.facts f JOIN users u ON u.id = f.user_id WHERE f.tenant = ?
            query.facts_by_tenant                    | SELECT f.* FROM facts f, users u WHERE u.id = f.user_id AND ? = f.tenant
            query.facts_by_name                      | select * from facts where lower(name) = ? order by id limit 10
            query.facts_by_a_and_b                   | select * from facts where (a, b) in ((1, 2), (3, 4))
            query.facts_by_data                      | select * from facts where data->>'type' = ?
            query.facts_by_id                        | select * from facts where id::text = ?
            query.facts_by_deleted_at                | select * from facts where deleted_at is not null
            query.facts_by_name                      | select * from facts where name not like ?
            query.facts_by_id                        | select * from facts where (((id = ?)))
            query.facts_by_at                        | select * from facts where at between date '2020-01-01' and ?
            query.facts_by_id                        | select * from facts where id = ? union select * from users where name = ?
            query.facts                              | select * from facts union select * from users where name = ?
            query.facts_by_id                        | select * from facts where exists (select 1 from users where name = ?) and id = ?
            query.facts_by_id                        | SELECT * FROM (SELECT * FROM facts WHERE id = ?) x
            query.facts_by_id                        | (select * from facts where id = ?) union (select 2)
            query.facts_by_id                        | select * from facts where id = ? for update
            query.facts                              | select extract(year from at) from facts
            query.facts_by_id                        | select extract(year from at), (select 1 from users where x = 1) from facts where id = 1
            query.select                             | select 1
            query.generate_series                    | select * from generate_series(1, 10)
            query.orders_by_tenant                   | WITH x AS (SELECT * FROM orders WHERE tenant = ?) SELECT * FROM x
            query.facts_by_id                        | WITH x AS (SELECT 1), y(a) AS (SELECT 2) SELECT * FROM facts WHERE id = ?
            query.nodes_by_id                        | with recursive t as (select * from nodes where id = ? union all select n.* from nodes n join t on t.id = n.parent) select * from t
            write.insert_facts                       | WITH x AS (SELECT * FROM users) INSERT INTO facts SELECT * FROM x
            write.update_facts_by_id                 | WITH x AS (SELECT * FROM users) UPDATE facts SET a = 1 WHERE id = ?
            write.insert_facts                       | INSERT INTO facts (id, name) VALUES (?, 'x')
            write.insert_facts                       | insert into facts select * from users where id = ?
            write.insert_facts                       | INSERT IGNORE facts VALUES (1)
            write.insert_facts                       | insert or replace into facts values (1)
            write.insert_facts                       | INSERT INTO facts (id) VALUES (?) ON CONFLICT (id) DO UPDATE SET name = ? WHERE facts.v = ?
            write.replace_facts                      | REPLACE INTO facts VALUES (1)
            write.merge_facts                        | MERGE INTO facts t USING users s ON (t.id = s.id) WHEN MATCHED THEN UPDATE SET a = 1
            write.upsert_facts                       | UPSERT INTO facts VALUES (1)
            write.update_users_by_id                 | UPDATE users SET name = ? WHERE id = ?
            write.update_users_by_id                 | UPDATE ONLY public.users AS u SET name = ? FROM facts f WHERE f.user_id = u.id AND u.id = ?
            write.update_users_by_id                 | update u set name = ? from facts f join users u on f.a = u.b where u.id = ?
            write.delete_users_by_id                 | DELETE FROM users WHERE id = ?
            write.delete_users_by_x                  | DELETE FROM users USING facts WHERE facts.user_id = users.id AND facts.x = ?
            write.delete_users_by_id                 | delete u from users u where u.id = ?
            write.delete_users                       | delete users
            call.refresh_totals                      | {call refresh_totals(?)}
            call.refresh_totals                      | {?= call app.refresh_totals(?, ?)}
            call.refresh_totals                      | CALL refresh_totals(1, 'x')
            call.refresh_totals                      | EXEC dbo.refresh_totals @id = 5
            call.refresh_totals                      | BEGIN refresh_totals(?); END;
            call.refresh_totals                      | begin ? := refresh_totals(?); end;
            call.block                               | BEGIN UPDATE x SET y = 1; DELETE FROM z; END;
            ddl.create_table_item                    | CREATE TABLE IF NOT EXISTS app.item (id int primary key)
            ddl.create_index_item                    | CREATE UNIQUE INDEX CONCURRENTLY idx_1 ON item (name)
            ddl.drop_table_item                      | DROP TABLE IF EXISTS "item" CASCADE
            ddl.alter_table_item                     | alter table item add column x int
            ddl.create_user                          | CREATE USER bob IDENTIFIED BY 'secret'
            ddl.truncate_item                        | TRUNCATE TABLE item
            tx.commit                                | COMMIT
            tx.rollback                              | rollback to savepoint x
            tx.savepoint                             | SAVEPOINT PGJDBC_1
            tx.begin                                 | BEGIN
            tx.begin                                 | START TRANSACTION READ ONLY
            tx.begin                                 | begin transaction
            tx.lock_item                             | LOCK TABLE item IN EXCLUSIVE MODE
            query.set                                | SET search_path TO 'x'
            query.show                               | SHOW TABLES
            query.values                             | VALUES (1, 2)
            query.explain_facts                      | EXPLAIN ANALYZE SELECT * FROM facts WHERE id = 1
            query.other                              | frobnicate the 'thing'
            query.other                              |
            query.facts                              | select * from facts_2024_01
            query.temp                               | select * from temp_8f3a91ccd0
            query.temp                               | select * from temp_550e8400_e29b_41d4_a716_446655440000
            query.users                              | select * from users_17
            query.facts                              | select * from "facts20240101"
            query.ht_facts                           | select * from HT_facts
            query.order_items                        | select * from OrderItems
            query.temp                               | select * from #temp
            query.order_details_by_order_id          | SELECT [OrderID] FROM [dbo].[Order Details] WHERE [Order ID] = @p1
            query.facts_by_tenant                    | select `f`.`id` from `facts` as `f` where `f`.`tenant` = "x"
            query.facts_by_tenant                    | select "public"."facts"."id" from "public"."facts" where "public"."facts"."tenant" = ?
            query.facts_by_tenant                    | select "id" from "facts" where "tenant" = cast(? as varchar)
            query.facts_by_tenant                    | select f1_0.id,f1_0.tenant from facts f1_0 where f1_0.tenant=? order by f1_0.id offset ? rows fetch first ? rows only
            query.facts_by_tenant                    | /* dynamic native SQL query */ select /*+ index(f x) */ * from facts f -- hi 'there
            """)
    void namesStatements(String name, String sql) {
        if (sql != null && sql.endsWith("'there")) {
            sql += "\n where f.tenant = ?";
        }
        assertEquals(name, SqlStatement.of(sql).nameSuffix(), sql);
    }
}
