namespace Slipway.Core.Access;

/// <summary>What everybody may do who has proven who they are, beside what is bound to them.</summary>
public enum AccessDefault
{
    None,

    /// <summary>As the role of this name.</summary>
    Viewer,
}
