namespace Slipway.Server.Access;

/// <summary>Who gets in.</summary>
internal enum AccessKind
{
    /// <summary>Whoever reaches the server: health and the API's description.</summary>
    Open,

    /// <summary>Servers of the same store and their gateways, by their key.</summary>
    Peers,

    /// <summary>Whoever has proven who they are; what they see is what they may view.</summary>
    Anyone,

    /// <summary>Who may do the action at the place that the request names.</summary>
    Checked,
}
