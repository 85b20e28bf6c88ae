using System.Text.Json;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Gates.Checklists;

/// <summary>What an item asks, as a digest: who signed off one thing has not signed off another that took its name.</summary>
public static class ItemDigest
{
    /// <summary>How long answers count is no part of the question.</summary>
    public static Digest Of(ChecklistItem item) =>
        Digest.Of(JsonSerializer.Serialize(item with { Expires = null }, CoreJson.Default.ChecklistItem));
}
