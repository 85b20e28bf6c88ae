namespace Slipway.Testing.Postgres;

/// <summary>How a cluster is stopped.</summary>
public enum PostgresStop
{
    /// <summary>Open transactions are rolled back, connections closed, everything is written: an orderly stop.</summary>
    Fast,

    /// <summary>All its processes end at once; the next start recovers from the log: a crash.</summary>
    Immediate,
}
