using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Specs.Schema;

/// <summary>The keys of a checklist.</summary>
internal static class ChecklistSchema
{
    private const int MaxIdLength = 60;
    private const int MaxGroups = 50;
    private const int MaxItems = 200;

    /// <summary>Who renews once a year has a reminder; who renews never has none.</summary>
    private static readonly TimeSpan MaxExpiry = TimeSpan.FromDays(366);

    private static readonly TextType Id = new($"a name of 1 to {MaxIdLength} lower-case letters, digits and -", $"^[a-z0-9][a-z0-9-]{{0,{MaxIdLength - 1}}}$", text =>
        text.Length <= MaxIdLength && text[0] != '-' && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? null
            : new ScalarFault($"'{text}' is not a name", $"1 to {MaxIdLength} lower-case letters, digits and -"));

    private static readonly TextType Role = new("a role's name", fault: text =>
        EnvironmentKey.IsName(text) ? null : new ScalarFault($"'{text}' is not a role's name", EnvironmentKey.NameShape));

    private static readonly MappedType<bool, bool?> Deploy = new(new ChoiceType<bool>([true], _ => "deploy"), set => set, _ => true);

    private static readonly ObjectType<ChecklistItem> Part = Leaf()
        .ExactlyOneOf(["role", .. ItemCheckSchema.Keys]);

    private static readonly ObjectType<ChecklistItem> Item = Leaf()
        .Optional("parts", new ListType<ChecklistItem>(Part, "items", min: 1, MaxItems), i => i.Parts, (i, v) => i with { Parts = v },
            "Items that it consists of: it is clear when all of them are.")
        .ExactlyOneOf(["role", .. ItemCheckSchema.Keys, "parts"]);

    private static readonly ObjectType<ChecklistPhase> Phase = new ObjectType<ChecklistPhase>(new ChecklistPhase { Name = "", At = default })
        .Required("name", TextType.Any, p => p.Name, (p, v) => p with { Name = v }, "What groups call it.", "preparation")
        .Required("at", new TMinusType(), p => p.At, (p, v) => p with { At = v }, "By when its items are to be done.", "T-24h");

    private static readonly ObjectType<ChecklistGroup> Group = new ObjectType<ChecklistGroup>(new ChecklistGroup { Name = "", Items = [] })
        .Required("group", TextType.Any, g => g.Name, (g, v) => g with { Name = v },
            "infrastructure, security, configuration, performance, testing, documentation, or what one likes.", "security")
        .Optional("before", Deploy, _ => true, (g, _) => g with { Moment = ChecklistMoment.Before },
            "Nothing is started before its items are clear.")
        .Optional("after", Deploy, _ => null, (g, _) => g with { Moment = ChecklistMoment.After },
            "Its items are looked at once the release serves everyone.", "deploy")
        .Optional("phase", TextType.Any, g => g.Phase, (g, v) => g with { Phase = v }, "By when its items are to be done: the name of a phase.", "preparation")
        .Required("items", new ListType<ChecklistItem>(Item, "items", min: 1, MaxItems), g => g.Items, (g, v) => g with { Items = v },
            "What has to be in order.", "- { id: secrets, item: \"All secrets are rotated\", role: security, expires: 30d }\n- { id: health, item: \"The service is healthy\", http: { url: https://shop.example.com/health } }")
        .ShapeRule(at =>
        {
            if (at.Has("before") && at.Has("after"))
                at.Error("has before and after", "give only one of them");
        });

    public static ObjectType<ChecklistSpec> Inline { get; } = new ObjectType<ChecklistSpec>(new ChecklistSpec())
        .Optional("phases", new ListType<ChecklistPhase>(Phase, "phases"), c => c.Phases, (c, v) => c with { Phases = v },
            "Times to which groups are to be done.", "- { name: preparation, at: T-24h }")
        .Required("groups", new ListType<ChecklistGroup>(Group, "groups", min: 1, MaxGroups), c => c.Groups, (c, v) => c with { Groups = v },
            "Items that belong together.")
        .Rule(IdsDiffer)
        .Rule(PhasesFit);

    private static ObjectType<ChecklistItem> Leaf() => ItemCheckSchema.AddTo(new ObjectType<ChecklistItem>(new ChecklistItem { Id = "", Text = "" })
        .Required("id", Id, i => i.Id, (i, v) => i with { Id = v }, "What commands call it; once in the checklist.", "secrets")
        .Required("item", TextType.Any, i => i.Text, (i, v) => i with { Text = v }, "What has to be in order, in words.", "All secrets are rotated")
        .Optional("role", Role, i => i.Role, (i, v) => i with { Role = v }, "Somebody with this role signs it off, with evidence.", "security"))
        .Optional("expires", new DurationType(MaxExpiry), i => i.Expires ?? default, (i, v) => i with { Expires = v },
            "How long an answer counts. Without it: 1h for a check, 7d for a sign-off.", "30d")
        .Optional("perRelease", new FlagType(), i => i.PerRelease, (i, v) => i with { PerRelease = v },
            "Each release needs an answer of its own. false: an answer counts for every release until it expires.");

    private static void IdsDiffer(ChecklistSpec checklist, SpecCursor at)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var g = 0; g < checklist.Groups.Count; g++)
        {
            for (var i = 0; i < checklist.Groups[g].Items.Count; i++)
            {
                var here = at.Key("groups").Item(g).Key("items").Item(i);
                var item = checklist.Groups[g].Items[i];
                Take(item.Id, here);
                for (var part = 0; part < item.Parts.Count; part++)
                    Take(item.Parts[part].Id, here.Key("parts").Item(part));
            }
        }

        void Take(string id, SpecCursor here)
        {
            if (!seen.Add(id))
                here.Key("id").Error($"'{id}' is the id of an item above", "give each item its own id");
        }
    }

    private static void PhasesFit(ChecklistSpec checklist, SpecCursor at)
    {
        for (var index = 0; index < checklist.Groups.Count; index++)
        {
            var group = checklist.Groups[index];
            if (group.Phase is null)
                continue;
            var here = at.Key("groups").Item(index).Key("phase");
            var phase = checklist.Phases.FirstOrDefault(p => p.Name == group.Phase);
            if (phase is null)
                here.Error($"'{group.Phase}' is not a phase", $"phases here: {(checklist.Phases.Count == 0 ? "none" : string.Join(", ", checklist.Phases.Select(p => p.Name)))}");
            else if (phase.At > TimeSpan.Zero && group.Moment is ChecklistMoment.Before)
                here.Error($"'{group.Phase}' is after the deployment, but these items hold it up", "write 'after: deploy' in the group");
        }
    }
}
