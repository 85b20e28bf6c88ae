namespace Slipway.Storage.Postgres;

/// <summary>Advisory locks: one server at a time, each for a purpose of its own. The numbers mean nothing; they are Slipway's alone in its database.</summary>
internal static class PostgresLocks
{
    /// <summary>Held by a transaction that adds to the chain of events, so that each event knows the one before it.</summary>
    public const string Chain = "SELECT pg_advisory_xact_lock(7504479101)";

    /// <summary>Held by a transaction that gives out leases, so that each fence is higher than the last.</summary>
    public const string Fences = "SELECT pg_advisory_xact_lock(7504479102)";

    /// <summary>Held by the server that brings the schema up to date.</summary>
    public const string Schema = "SELECT pg_advisory_lock(7504479103)";
}
