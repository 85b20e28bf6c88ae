namespace Slipway.Integrations.Notices;

/// <summary>How urgent a notice is, in the words of most vendors.</summary>
internal enum UrgencyLevel
{
    Info,

    /// <summary>A person is asked.</summary>
    Warning,

    /// <summary>A version is taken back.</summary>
    Error,

    /// <summary>It could not be: a person is needed.</summary>
    Critical,
}
