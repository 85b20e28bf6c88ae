using Slipway.Core.Specs.Model;

namespace Slipway.Core.Specs.Schema;

/// <summary>The keys of the items of <c>gates</c> and <c>checks</c>.</summary>
internal static class GateSchema
{
    private static readonly ChoiceType<GatePlace> Places = new(
        [GatePlace.Provision, GatePlace.Shift, GatePlace.Promote],
        place => place switch { GatePlace.Provision => "provision", GatePlace.Shift => "shift", _ => "promote" });

    private static readonly ObjectType<GateSpec> Gate = new ObjectType<GateSpec>(null!)
        .Optional("wait", DurationType.Positive, g => g is WaitGateSpec wait ? wait.For : default, (_, v) => new WaitGateSpec { For = v },
            "A cooling period.", "5m")
        .Optional("confirm", TextType.Any, g => (g as ConfirmGateSpec)?.Question, (_, v) => new ConfirmGateSpec { Question = v },
            "A person says promote before the rollout goes on; this is what they should have looked at.", "Do the dashboards look well?")
        .Optional("approve", ProtectionSchema.Approve, g => g as ApproveGateSpec, (_, v) => v,
            "People of named roles approve the plan.", "{ roles: { devops: 1, ml-lead: 1 }, major: { product-owner: 1 } }")
        .Optional("before", Places, g => g?.Before ?? GatePlace.Shift, (g, v) => g with { Before = v },
            "provision: before the new version is started. shift: before its first request. promote: before it becomes stable.")
        .ExactlyOneOf("wait", "confirm", "approve");

    public static ListType<GateSpec> Gates { get; } = new(Gate, "gates");

    private static readonly ObjectType<CheckSpec> Check = ProbeSchema.Once(
        new ObjectType<CheckSpec>(new CheckSpec { Name = "", Probe = new ProbeSpec() })
            .Required("name", TextType.Any, c => c.Name, (c, v) => c with { Name = v }, "What the check is called in plans and records.", "home page"),
        c => c.Probe,
        (c, probe) => c with { Probe = probe });

    public static ListType<CheckSpec> Checks { get; } = new(Check, "checks", rule: NamesDiffer);

    private static void NamesDiffer(IReadOnlyList<CheckSpec> checks, SpecCursor at)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < checks.Count; index++)
        {
            if (!names.Add(checks[index].Name))
                at.Item(index).Key("name").Error($"'{checks[index].Name}' is the name of a check above", "give each check its own name");
        }
    }
}
