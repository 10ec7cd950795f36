package dev.z0.agent.core.naming;

/** The keywords that reading a statement depends on. */
final class SqlWords {

    static final Words BEFORE_TABLE = new Words("from into table join update exists");

    /** After these comes a value rather than an operator: a sign is the value's own. */
    static final Words BEFORE_VALUE = new Words("select where and or not between like ilike then else when case limit"
            + " offset in set values by return top having on is escape glob regexp match");

    /** After these, what stands in double quotes may be a string even where identifiers are quoted so. */
    static final Words BEFORE_STRING =
            new Words("like ilike between then else limit escape glob regexp rlike match values is interval");

    static final Words COMPARISONS = new Words("like ilike rlike regexp similar glob in between is");

    static final Words CONSTANTS = new Words("true false null");

    /** A name before these, or after a comparison, that is no column. */
    static final Words NO_COLUMN =
            new Words("and or not where when then else end case null true false any all some exists select from as on"
                    + " rownum current_date current_timestamp current_time sysdate systimestamp localtimestamp"
                    + " localtime current_user user date timestamp time interval default unknown distinct array");

    static final Words WHERE_ENDS =
            new Words("group order having limit union intersect except minus for returning fetch"
                    + " offset window on when connect start qualify option");

    static final Words SET_OPERATORS = new Words("union intersect except minus");

    /** What may stand between a verb and its table. */
    static final Words MODIFIERS =
            new Words("only low_priority high_priority delayed quick ignore into or replace rollback"
                    + " abort fail overwrite table lateral from concurrently if not exists");

    static final Words NO_TABLE = new Words("select with values where set unnest using on");

    static final Words STATEMENTS = new Words("select insert update delete merge replace upsert values table");

    private SqlWords() {}
}
