namespace Slipway.Bench.Takeover;

/// <summary>How a server is lost.</summary>
public enum TakeoverFault
{
    /// <summary>SIGKILL.</summary>
    Killed,

    /// <summary>SIGSTOP: it stands still with its connections open.</summary>
    Frozen,

    /// <summary>Its connections to the database are ended and no new ones come about.</summary>
    CutOff,

    /// <summary>Its connections to the database stay, and nothing comes through.</summary>
    Silenced,

    /// <summary>SIGTERM: it gives everything back before it ends.</summary>
    Stopped,
}
