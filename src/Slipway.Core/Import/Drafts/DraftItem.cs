using Slipway.Core.Import.Reading;

namespace Slipway.Core.Import.Drafts;

/// <summary>An item of a list in a spec that is being written.</summary>
/// <param name="Text">As YAML on one line.</param>
/// <param name="From">The field of a manifest that it comes from.</param>
internal sealed record DraftItem(string Text, SourceField From);
