namespace Slipway.Core.Ports;

/// <summary>Where a delivery is.</summary>
public enum DeliveryState
{
    /// <summary>To be tried, for the first time or again.</summary>
    Pending,

    /// <summary>The destination has it.</summary>
    Delivered,

    /// <summary>Given up; tried again only when a person says so.</summary>
    Dead,
}
