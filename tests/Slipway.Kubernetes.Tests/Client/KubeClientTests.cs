using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Client.Access;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Client;

public sealed class KubeClientTests(ClusterRun run)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_created_is_read_as_the_server_keeps_it()
    {
        using var on = await Connected.ToAsync(run, Cancellation);

        var created = await on.CreateConfigMapAsync("settings", Cancellation);
        var read = await on.Client.GetAsync(ResourceKinds.ConfigMaps, on.Namespace, "settings", Cancellation);

        read!.Json.ToJsonString().ShouldBe(created.Json.ToJsonString());
        (read.Kind, read.ApiVersion, read.Name, read.Namespace).ShouldBe(("ConfigMap", "v1", "settings", on.Namespace));
        read.Uid.ShouldNotBeEmpty();
        read.CreatedAt.ShouldNotBeNull();
        read.IsBeingDeleted.ShouldBeFalse();
        read.Text("data", "colour").ShouldBe("blue");
    }

    [Fact]
    public async Task What_is_not_there_reads_as_null_and_is_not_deleted()
    {
        using var on = await Connected.ToAsync(run, Cancellation);

        (await on.Client.GetAsync(ResourceKinds.ConfigMaps, on.Namespace, "none", Cancellation)).ShouldBeNull();
        (await on.Client.DeleteAsync(ResourceKinds.ConfigMaps, on.Namespace, "none", cancellation: Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_kind_that_the_server_does_not_serve_is_told_from_an_object_that_is_not_there()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        var routes = new ResourceKind("nobody.example.com", "v1", "absents", "Absent");

        var refusal = await Should.ThrowAsync<KubeException>(() => on.Client.GetAsync(routes, on.Namespace, "web", Cancellation));

        refusal.Reason.ShouldBe(KubeReasons.KindNotServed);
        refusal.Message.ShouldContain("the server does not serve absents.nobody.example.com in version nobody.example.com/v1: install what brings it");
    }

    [Fact]
    public async Task A_namespace_that_is_not_there_is_named()
    {
        using var on = await Connected.ToAsync(run, Cancellation);

        var refusal = await Should.ThrowAsync<KubeException>(() =>
            on.Client.CreateAsync(ResourceKinds.ConfigMaps, KubeObject.New(ResourceKinds.ConfigMaps, "nowhere", "settings"), cancellation: Cancellation));

        (refusal.Status, refusal.Reason).ShouldBe((404, "NotFound"));
        refusal.Message.ShouldBe("cannot create configmaps 'settings' in namespace 'nowhere' (test): namespaces \"nowhere\" not found");
    }

    [Fact]
    public async Task A_name_that_is_taken_is_told()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        await on.CreateConfigMapAsync("settings", Cancellation);

        var refusal = await Should.ThrowAsync<KubeException>(() => on.CreateConfigMapAsync("settings", Cancellation));

        (refusal.Status, refusal.Reason, refusal.OutcomeUnknown).ShouldBe((409, "AlreadyExists", false));
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_and_selected_by_labels()
    {
        using var on = await Connected.ToAsync(run, Cancellation, new KubeOptions { PageSize = 3 });
        for (var number = 0; number < 8; number++)
        {
            var item = on.ConfigMap($"item-{number}");
            item.Json["metadata"]!["labels"] = new JsonObject { ["parity"] = number % 2 == 0 ? "even" : "odd" };
            await on.Client.CreateAsync(ResourceKinds.ConfigMaps, item, cancellation: Cancellation);
        }

        var even = await on.Client.ListAsync(ResourceKinds.ConfigMaps, on.Namespace, new ListOptions { LabelSelector = "parity=even" }, Cancellation);
        var before = on.Client.Requests["list"];
        var all = await on.Client.ListAsync(ResourceKinds.ConfigMaps, on.Namespace, cancellation: Cancellation);

        even.Items.Select(item => item.Name).ShouldBe(["item-0", "item-2", "item-4", "item-6"]);
        even.Items[0].Kind.ShouldBe("ConfigMap");
        even.Items[0].ApiVersion.ShouldBe("v1");
        // The cluster puts the certificate of its authority into each namespace, in releases that do so.
        all.Items.Select(item => item.Name).Where(name => name.StartsWith("item-", StringComparison.Ordinal)).Count().ShouldBe(8);
        (on.Client.Requests["list"] - before).ShouldBe((all.Items.Count + 2) / 3);
        all.ResourceVersion.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_list_of_more_than_the_bound_is_refused()
    {
        using var on = await Connected.ToAsync(run, Cancellation, new KubeOptions { PageSize = 2, MaxItems = 4 });
        for (var number = 0; number < 6; number++)
            await on.CreateConfigMapAsync($"item-{number}", Cancellation);

        (await Should.ThrowAsync<KubeException>(() => on.Client.ListAsync(ResourceKinds.ConfigMaps, on.Namespace, cancellation: Cancellation)))
            .Message.ShouldContain("there are more than 4 objects; select fewer by namespace or labels");
    }

    [Fact]
    public async Task Who_replaces_what_has_changed_since_is_refused()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        var read = await on.CreateConfigMapAsync("settings", Cancellation);
        await on.PaintAsync("settings", "green", Cancellation);
        read.Json["data"]!["colour"] = "red";

        var refusal = await Should.ThrowAsync<KubeException>(() => on.Client.ReplaceAsync(ResourceKinds.ConfigMaps, read, cancellation: Cancellation));

        (refusal.Status, refusal.Reason).ShouldBe((409, "Conflict"));
        (await on.Client.GetAsync(ResourceKinds.ConfigMaps, on.Namespace, "settings", Cancellation))!.Text("data", "colour").ShouldBe("green");
    }

    [Fact]
    public async Task A_patch_of_each_kind_changes_what_it_names()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        await on.Client.CreateAsync(ResourceKinds.Deployments, on.Deployment("web"), cancellation: Cancellation);

        await PatchAsync(JsonPatchKind.Merge, """{"spec":{"replicas":0}}""");
        await PatchAsync(JsonPatchKind.Strategic, """{"spec":{"template":{"spec":{"containers":[{"name":"web","imagePullPolicy":"Never"}]}}}}""");
        var patched = await PatchAsync(JsonPatchKind.Json, """[{"op":"test","path":"/spec/replicas","value":0},{"op":"add","path":"/metadata/labels","value":{"team":"shop"}}]""");

        patched.Integer("spec", "replicas").ShouldBe(0);
        var container = new KubeObject(patched.Items("spec", "template", "spec", "containers").Single());
        (container.Text("image"), container.Text("imagePullPolicy")).ShouldBe(("example.test/web:1", "Never"));
        patched.Labels.ShouldBe(new Dictionary<string, string> { ["team"] = "shop" });

        Task<KubeObject> PatchAsync(JsonPatchKind kind, string patch) =>
            on.Client.PatchAsync(ResourceKinds.Deployments, on.Namespace, "web", kind, JsonNode.Parse(patch)!, cancellation: Cancellation);
    }

    [Fact]
    public async Task A_patch_with_the_version_that_was_read_does_not_land_on_another()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        var read = await on.CreateConfigMapAsync("settings", Cancellation);
        await on.PaintAsync("settings", "green", Cancellation);
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = read.ResourceVersion },
            ["data"] = new JsonObject { ["colour"] = "red" },
        };

        var refusal = await Should.ThrowAsync<KubeException>(() =>
            on.Client.PatchAsync(ResourceKinds.ConfigMaps, on.Namespace, "settings", JsonPatchKind.Merge, patch, cancellation: Cancellation));

        refusal.Status.ShouldBe(409);
    }

    [Fact]
    public async Task An_apply_makes_named_fields_its_own_and_leaves_the_others()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        await on.Client.CreateAsync(ResourceKinds.Deployments, on.Deployment("web"), new WriteOptions { FieldManager = "somebody" }, Cancellation);
        var labels = KubeObject.New(ResourceKinds.Deployments, on.Namespace, "web");
        labels.Json["metadata"]!["labels"] = new JsonObject { ["slipway.dev/app"] = "web" };

        var applied = await on.Client.ApplyAsync(ResourceKinds.Deployments, labels, cancellation: Cancellation);
        labels.Json["metadata"]!.AsObject().Remove("labels");
        var without = await on.Client.ApplyAsync(ResourceKinds.Deployments, labels, cancellation: Cancellation);

        applied.Labels["slipway.dev/app"].ShouldBe("web");
        applied.Items("metadata", "managedFields").Select(entry => $"{entry["manager"]}").ShouldContain("slipway");
        applied.Integer("spec", "replicas").ShouldBe(1);
        without.Labels.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_apply_of_what_others_own_lists_each_field_with_its_owner()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        await on.Client.CreateAsync(ResourceKinds.Deployments, on.Deployment("web"), new WriteOptions { FieldManager = "somebody" }, Cancellation);
        var other = on.Deployment("web", replicas: 3);
        other.Json["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = "example.test/web:2";

        var conflict = await Should.ThrowAsync<KubeConflictException>(() => on.Client.ApplyAsync(ResourceKinds.Deployments, other, cancellation: Cancellation));
        var forced = await on.Client.ApplyAsync(ResourceKinds.Deployments, other, new ApplyOptions { Force = true }, Cancellation);

        conflict.Conflicts.ShouldBe(
            [new FieldConflict(".spec.replicas", "somebody"), new FieldConflict(".spec.template.spec.containers[name=\"web\"].image", "somebody")], ignoreOrder: true);
        conflict.Message.ShouldContain(".spec.replicas (owned by somebody)");
        forced.Integer("spec", "replicas").ShouldBe(3);
    }

    [Fact]
    public async Task A_dry_run_answers_and_keeps_nothing()
    {
        using var on = await Connected.ToAsync(run, Cancellation);

        var would = await on.Client.ApplyAsync(ResourceKinds.ConfigMaps, on.ConfigMap("settings"), new ApplyOptions { DryRun = true }, Cancellation);

        would.Uid.ShouldNotBeEmpty();
        (await on.Client.GetAsync(ResourceKinds.ConfigMaps, on.Namespace, "settings", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task A_deletion_with_preconditions_takes_only_the_object_that_was_read()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        var first = await on.CreateConfigMapAsync("settings", Cancellation);
        await on.Client.DeleteAsync(ResourceKinds.ConfigMaps, on.Namespace, "settings", cancellation: Cancellation);
        var second = await on.CreateConfigMapAsync("settings", Cancellation);

        var refusal = await Should.ThrowAsync<KubeException>(() =>
            on.Client.DeleteAsync(ResourceKinds.ConfigMaps, on.Namespace, "settings", new DeleteOptions { Uid = first.Uid }, Cancellation));

        refusal.Status.ShouldBe(409);
        (await on.Client.DeleteAsync(
            ResourceKinds.ConfigMaps, on.Namespace, "settings", new DeleteOptions { Uid = second.Uid, ResourceVersion = second.ResourceVersion }, Cancellation)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_yes_to_a_user_is_not_asked_for_again_at_once_and_a_no_is()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        var clock = new SteppedClock();
        var user = await on.Cluster.UserAsync([new AccessRule(on.Namespace, "", "pods", "get")], Cancellation);
        using var client = new KubeClient(KubeConfig.Load(user).Context(), clock);

        async Task<long> AskedAsync(string verb, bool allowed)
        {
            var before = client.Requests.GetValueOrDefault("create");
            (await client.CanAsync(verb, ResourceKinds.Pods, on.Namespace, cancellation: Cancellation)).Allowed.ShouldBe(allowed);
            return client.Requests["create"] - before;
        }

        (await AskedAsync("get", true), await AskedAsync("get", true)).ShouldBe((1, 0));
        (await AskedAsync("list", false), await AskedAsync("list", false)).ShouldBe((1, 1));
        clock.Step(GrantedRights.KeptFor);
        (await AskedAsync("get", true)).ShouldBe(1);
    }

    [Fact]
    public async Task A_user_learns_what_the_rules_allow()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        using var user = Connected.By(await on.Cluster.UserAsync([new AccessRule(on.Namespace, "apps", "deployments,deployments/scale", "get,patch")], Cancellation));

        (await user.CanAsync("patch", ResourceKinds.Deployments, on.Namespace, subresource: "scale", cancellation: Cancellation)).Allowed.ShouldBeTrue();
        (await user.CanAsync("delete", ResourceKinds.Deployments, on.Namespace, cancellation: Cancellation)).Allowed.ShouldBeFalse();
        (await user.CanAsync("get", ResourceKinds.Deployments, "default", "web", cancellation: Cancellation)).Allowed.ShouldBeFalse();
        var refusal = await Should.ThrowAsync<KubeException>(() => user.DeleteAsync(ResourceKinds.Deployments, on.Namespace, "web", cancellation: Cancellation));
        (refusal.Status, refusal.Reason).ShouldBe((403, "Forbidden"));
        refusal.Message.ShouldContain("cannot delete resource \"deployments\" in API group \"apps\"");
        refusal.Message.ShouldEndWith("give this user a role with that verb on that resource, unless an admission rule or a quota refused it");
    }

    [Fact]
    public async Task Discovery_finds_kinds_with_their_versions_verbs_and_parts()
    {
        using var on = await Connected.ToAsync(run, Cancellation);

        var kinds = await on.Client.DiscoverAsync(Cancellation);

        kinds.Version.ShouldStartWith("v1.");
        kinds.Find("apps", "Deployment").ShouldBe(ResourceKinds.Deployments);
        kinds.Find("", "Node").ShouldBe(ResourceKinds.Nodes);
        kinds.Find("nobody.example.com", "Absent").ShouldBeNull();
        kinds.FindExact("networking.k8s.io/v1", "Ingress").ShouldBe(ResourceKinds.Ingresses);
        var deployments = kinds.Kinds.Single(found => found.Kind == ResourceKinds.Deployments);
        deployments.Verbs.ShouldContain("patch");
        deployments.Subresources.ShouldBe(["scale", "status"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_data_of_a_secret_is_in_no_message()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        var secret = KubeObject.New(ResourceKinds.Secrets, on.Namespace, "login");
        secret.Json["data"] = new JsonObject { ["password"] = "cGFzc3dvcmQ=", ["broken"] = "hunter2!" };

        var refusal = await Should.ThrowAsync<KubeException>(() => on.Client.CreateAsync(ResourceKinds.Secrets, secret, cancellation: Cancellation));

        refusal.Status.ShouldBe(400);
        refusal.ToString().ShouldNotContain("hunter2");
        refusal.ToString().ShouldNotContain("cGFzc3dvcmQ");
        secret.ToString().ShouldBe($"Secret {on.Namespace}/login");
    }

    [Theory]
    [InlineData("../secrets/login")]
    [InlineData("")]
    [InlineData("..")]
    public async Task A_name_that_leads_elsewhere_is_refused(string name)
    {
        using var on = await Connected.ToAsync(run, Cancellation);

        await Should.ThrowAsync<ArgumentException>(() => on.Client.GetAsync(ResourceKinds.ConfigMaps, on.Namespace, name, Cancellation));
    }
}
