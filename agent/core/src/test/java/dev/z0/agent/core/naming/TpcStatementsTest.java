package dev.z0.agent.core.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The statements of the TPC-H and TPC-C benchmarks, after their public specifications. */
class TpcStatementsTest {

    private static final String TPC_H =
            """
            -- lineitem_by_l_shipdate
            select l_returnflag, l_linestatus, sum(l_quantity), sum(l_extendedprice * (1 - l_discount) * (1 + l_tax)),
              avg(l_discount), count(*)
            from lineitem where l_shipdate <= date '1998-12-01' - interval '90' day
            group by l_returnflag, l_linestatus order by l_returnflag, l_linestatus;
            -- part_by_p_size_and_p_type_and_r_name
            select s_acctbal, s_name, n_name, p_partkey, p_mfgr from part, supplier, partsupp, nation, region
            where p_partkey = ps_partkey and s_suppkey = ps_suppkey and p_size = 15 and p_type like '%BRASS'
              and s_nationkey = n_nationkey and n_regionkey = r_regionkey and r_name = 'EUROPE' and ps_supplycost = (
                select min(ps_supplycost) from partsupp, supplier, nation, region
                where p_partkey = ps_partkey and s_suppkey = ps_suppkey and s_nationkey = n_nationkey)
            order by s_acctbal desc, n_name;
            -- customer_by_c_mktsegment_and_o_orderdate_and_l_shipdate
            select l_orderkey, sum(l_extendedprice * (1 - l_discount)) as revenue, o_orderdate
            from customer, orders, lineitem
            where c_mktsegment = 'BUILDING' and c_custkey = o_custkey and l_orderkey = o_orderkey
              and o_orderdate < date '1995-03-15' and l_shipdate > date '1995-03-15'
            group by l_orderkey, o_orderdate order by revenue desc;
            -- orders_by_o_orderdate
            select o_orderpriority, count(*) from orders
            where o_orderdate >= date '1993-07-01' and o_orderdate < date '1993-07-01' + interval '3' month
              and exists (select * from lineitem where l_orderkey = o_orderkey and l_commitdate < l_receiptdate)
            group by o_orderpriority;
            -- customer_by_r_name_and_o_orderdate
            select n_name, sum(l_extendedprice * (1 - l_discount)) from customer, orders, lineitem, supplier, nation, region
            where c_custkey = o_custkey and l_orderkey = o_orderkey and l_suppkey = s_suppkey
              and c_nationkey = s_nationkey and s_nationkey = n_nationkey and n_regionkey = r_regionkey
              and r_name = 'ASIA' and o_orderdate >= date '1994-01-01'
              and o_orderdate < date '1994-01-01' + interval '1' year group by n_name;
            -- lineitem_by_l_shipdate_and_l_discount_and_l_quantity
            select sum(l_extendedprice * l_discount) from lineitem
            where l_shipdate >= date '1994-01-01' and l_shipdate < date '1994-01-01' + interval '1' year
              and l_discount between 0.06 - 0.01 and 0.06 + 0.01 and l_quantity < 24;
            -- supplier_by_n_name_and_l_shipdate
            select supp_nation, cust_nation, l_year, sum(volume) from (
              select n1.n_name as supp_nation, n2.n_name as cust_nation, extract(year from l_shipdate) as l_year,
                l_extendedprice * (1 - l_discount) as volume
              from supplier, lineitem, orders, customer, nation n1, nation n2
              where s_suppkey = l_suppkey and o_orderkey = l_orderkey and c_custkey = o_custkey
                and ((n1.n_name = 'FRANCE' and n2.n_name = 'GERMANY') or (n1.n_name = 'GERMANY' and n2.n_name = 'FRANCE'))
                and l_shipdate between date '1995-01-01' and date '1996-12-31') as shipping
            group by supp_nation, cust_nation, l_year;
            -- part_by_r_name_and_o_orderdate_and_p_type
            select o_year, sum(case when nation = 'BRAZIL' then volume else 0 end) / sum(volume) from (
              select extract(year from o_orderdate) as o_year, l_extendedprice as volume, n2.n_name as nation
              from part, supplier, lineitem, orders, customer, nation n1, nation n2, region
              where p_partkey = l_partkey and r_name = 'AMERICA' and s_nationkey = n2.n_nationkey
                and o_orderdate between date '1995-01-01' and date '1996-12-31' and p_type = 'ECONOMY ANODIZED STEEL')
              as all_nations group by o_year;
            -- part_by_p_name
            select nation, o_year, sum(amount) from (
              select n_name as nation, extract(year from o_orderdate) as o_year, l_quantity as amount
              from part, supplier, lineitem, partsupp, orders, nation
              where s_suppkey = l_suppkey and ps_partkey = l_partkey and p_name like '%green%') as profit
            group by nation, o_year;
            -- customer_by_o_orderdate_and_l_returnflag
            select c_custkey, c_name, sum(l_extendedprice) from customer, orders, lineitem, nation
            where c_custkey = o_custkey and o_orderdate >= date '1993-10-01' and l_returnflag = 'R'
              and c_nationkey = n_nationkey group by c_custkey, c_name;
            -- partsupp_by_n_name
            select ps_partkey, sum(ps_supplycost * ps_availqty) as value from partsupp, supplier, nation
            where ps_suppkey = s_suppkey and s_nationkey = n_nationkey and n_name = 'GERMANY' group by ps_partkey
            having sum(ps_supplycost * ps_availqty) > (select sum(ps_supplycost) * 0.0001 from partsupp where ps_suppkey = 3);
            -- orders_by_l_shipmode_and_l_receiptdate
            select l_shipmode, sum(case when o_orderpriority = '1-URGENT' then 1 else 0 end) from orders, lineitem
            where o_orderkey = l_orderkey and l_shipmode in ('MAIL', 'SHIP') and l_commitdate < l_receiptdate
              and l_receiptdate >= date '1994-01-01' group by l_shipmode;
            -- customer
            select c_count, count(*) from (
              select c_custkey, count(o_orderkey) from customer left outer join orders
                on c_custkey = o_custkey and o_comment not like '%special%requests%' group by c_custkey)
              as c_orders (c_custkey, c_count) group by c_count;
            -- lineitem_by_l_shipdate
            select 100.00 * sum(case when p_type like 'PROMO%' then l_extendedprice else 0 end) from lineitem, part
            where l_partkey = p_partkey and l_shipdate >= date '1995-09-01';
            -- supplier_by_total_revenue
            with revenue (supplier_no, total_revenue) as (
              select l_suppkey, sum(l_extendedprice) from lineitem where l_shipdate >= date '1996-01-01' group by l_suppkey)
            select s_suppkey, s_name, total_revenue from supplier, revenue
            where s_suppkey = supplier_no and total_revenue = (select max(total_revenue) from revenue);
            -- partsupp_by_p_brand_and_p_type_and_p_size
            select p_brand, p_type, p_size, count(distinct ps_suppkey) from partsupp, part
            where p_partkey = ps_partkey and p_brand <> 'Brand#45' and p_type not like 'MEDIUM POLISHED%'
              and p_size in (49, 14, 23, 45) and ps_suppkey not in (
                select s_suppkey from supplier where s_comment like '%Customer%Complaints%')
            group by p_brand, p_type, p_size;
            -- lineitem_by_p_brand_and_p_container_and_l_quantity
            select sum(l_extendedprice) / 7.0 from lineitem, part
            where p_partkey = l_partkey and p_brand = 'Brand#23' and p_container = 'MED BOX'
              and l_quantity < (select 0.2 * avg(l_quantity) from lineitem where l_partkey = p_partkey);
            -- customer_by_o_orderkey
            select c_name, sum(l_quantity) from customer, orders, lineitem
            where o_orderkey in (select l_orderkey from lineitem group by l_orderkey having sum(l_quantity) > 300)
              and c_custkey = o_custkey and o_orderkey = l_orderkey group by c_name;
            -- lineitem_by_p_brand_and_p_container_and_l_quantity
            select sum(l_extendedprice * (1 - l_discount)) from lineitem, part
            where (p_partkey = l_partkey and p_brand = 'Brand#12' and p_container in ('SM CASE', 'SM BOX')
                and l_quantity >= 1 and l_quantity <= 1 + 10 and p_size between 1 and 5)
              or (p_partkey = l_partkey and p_brand = 'Brand#23' and l_shipmode in ('AIR', 'AIR REG'));
            -- supplier_by_s_suppkey_and_n_name
            select s_name, s_address from supplier, nation
            where s_suppkey in (select ps_suppkey from partsupp where ps_partkey in (
                select p_partkey from part where p_name like 'forest%') and ps_availqty > 5)
              and s_nationkey = n_nationkey and n_name = 'CANADA' order by s_name;
            -- supplier_by_o_orderstatus_and_n_name
            select s_name, count(*) from supplier, lineitem l1, orders, nation
            where s_suppkey = l1.l_suppkey and o_orderstatus = 'F' and l1.l_receiptdate > l1.l_commitdate
              and exists (select * from lineitem l2 where l2.l_orderkey = l1.l_orderkey and l2.l_suppkey <> l1.l_suppkey)
              and not exists (select * from lineitem l3 where l3.l_orderkey = l1.l_orderkey)
              and s_nationkey = n_nationkey and n_name = 'SAUDI ARABIA' group by s_name;
            -- customer_by_c_phone_and_c_acctbal
            select cntrycode, count(*), sum(c_acctbal) from (
              select substring(c_phone from 1 for 2) as cntrycode, c_acctbal from customer
              where substring(c_phone from 1 for 2) in ('13', '31', '23') and c_acctbal > (
                  select avg(c_acctbal) from customer where c_acctbal > 0.00)
                and not exists (select * from orders where o_custkey = c_custkey)) as custsale
            group by cntrycode;
            """;

    private static final String TPC_C =
            """
            -- query.customer_by_c_w_id_and_c_d_id_and_c_id
            SELECT c_discount, c_last, c_credit, w_tax FROM customer, warehouse
            WHERE w_id = c_w_id AND c_w_id = ? AND c_d_id = ? AND c_id = ?;
            -- query.district_by_d_id_and_d_w_id
            SELECT d_next_o_id, d_tax FROM district WHERE d_id = ? AND d_w_id = ? FOR UPDATE;
            -- write.update_district_by_d_id_and_d_w_id
            UPDATE district SET d_next_o_id = d_next_o_id + 1 WHERE d_id = ? AND d_w_id = ?;
            -- write.insert_orders
            INSERT INTO ORDERS (o_id, o_d_id, o_w_id, o_c_id, o_entry_d, o_ol_cnt, o_all_local) VALUES (?, ?, ?, ?, ?, ?, ?);
            -- write.insert_new_orders
            INSERT INTO new_orders (no_o_id, no_d_id, no_w_id) VALUES (3001, 4, 1);
            -- query.item_by_i_id
            SELECT i_price, i_name, i_data FROM item WHERE i_id = 8112;
            -- query.stock_by_s_i_id_and_s_w_id
            SELECT s_quantity, s_data, s_dist_01, s_dist_02 FROM stock WHERE s_i_id = ? AND s_w_id = ? FOR UPDATE;
            -- write.update_stock_by_s_i_id_and_s_w_id
            UPDATE stock SET s_quantity = ? WHERE s_i_id = ? AND s_w_id = ?;
            -- write.insert_order_line
            INSERT INTO order_line (ol_o_id, ol_d_id, ol_w_id, ol_number, ol_dist_info) VALUES (1, 2, 3, 4, 'x''y');
            -- write.update_warehouse_by_w_id
            UPDATE warehouse SET w_ytd = w_ytd + 12.50 WHERE w_id = 1;
            -- query.customer_by_c_last_and_c_d_id_and_c_w_id
            SELECT count(c_id) FROM customer WHERE c_last = 'BARBARBAR' AND c_d_id = 1 AND c_w_id = 2;
            -- write.insert_history
            INSERT INTO history (h_c_d_id, h_c_w_id, h_date, h_amount, h_data) VALUES (?, ?, ?, ?, ?);
            -- query.orders_by_o_w_id_and_o_d_id_and_o_c_id
            SELECT o_id, o_carrier_id FROM orders WHERE o_w_id = ? AND o_d_id = ? AND o_c_id = ? AND o_id =
            (SELECT MAX(o_id) FROM orders WHERE o_c_id = ?);
            -- query.new_orders_by_no_d_id_and_no_w_id
            SELECT MIN(no_o_id) FROM new_orders WHERE no_d_id = ? AND no_w_id = ?;
            -- write.delete_new_orders_by_no_o_id_and_no_d_id_and_no_w_id
            DELETE FROM new_orders WHERE no_o_id = ? AND no_d_id = ? AND no_w_id = ?;
            -- query.order_line_by_ol_w_id_and_ol_d_id_and_ol_o_id
            SELECT COUNT(DISTINCT (s_i_id)) FROM order_line, stock WHERE ol_w_id = ? AND ol_d_id = ? AND ol_o_id < ?
            AND ol_o_id >= ? - 20 AND s_w_id = ? AND s_i_id = ol_i_id AND s_quantity < ?;
            -- tx.commit
            COMMIT WORK;
            -- tx.rollback
            ROLLBACK WORK;
            """;

    @ParameterizedTest
    @MethodSource
    void namesTpcH(String name, String sql) {
        assertEquals("query." + name, SqlStatement.of(sql).nameSuffix(), sql);
    }

    static Stream<Arguments> namesTpcH() {
        return statements(TPC_H);
    }

    @ParameterizedTest
    @MethodSource
    void namesTpcC(String name, String sql) {
        assertEquals(name, SqlStatement.of(sql).nameSuffix(), sql);
    }

    static Stream<Arguments> namesTpcC() {
        return statements(TPC_C);
    }

    /** Each statement follows a comment line with its name. */
    private static Stream<Arguments> statements(String script) {
        return Stream.of(script.split("-- ")).skip(1).map(entry -> {
            int line = entry.indexOf('\n');
            return Arguments.of(entry.substring(0, line), entry.substring(line + 1));
        });
    }
}
