using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Slipway.Repo.Tests.Architecture;

/// <summary>One of the product's assemblies, read without loading it: its types, and every type that its code names.</summary>
internal sealed class CompiledAssembly
{
    private readonly MetadataReader _reader;
    private readonly string _name;
    private readonly HashSet<Mention> _mentions = [];

    private CompiledAssembly(PEReader file)
    {
        _reader = file.GetMetadataReader();
        _name = _reader.GetString(_reader.GetAssemblyDefinition().Name);
        References = [.. _reader.AssemblyReferences.Select(handle => _reader.GetString(_reader.GetAssemblyReference(handle).Name))];
        Types = [.. _reader.TypeDefinitions.Select(handle => _reader.GetString(_reader.GetTypeDefinition(handle).Name)).Where(name => !name.StartsWith('<'))];
        foreach (var handle in _reader.TypeDefinitions)
            Collect(file, _reader.GetTypeDefinition(handle), By(handle));
    }

    /// <summary>Names of the assemblies that it refers to.</summary>
    public IReadOnlyList<string> References { get; }

    /// <summary>Simple names of all types that people wrote.</summary>
    public IReadOnlyList<string> Types { get; }

    public IReadOnlyCollection<Mention> Mentions => _mentions;

    /// <param name="name">Without extension: <c>Slipway.Core</c>.</param>
    public static CompiledAssembly Read(string name)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, $"{name}.dll")));
        return new CompiledAssembly(file);
    }

    private void Collect(PEReader file, TypeDefinition type, string by)
    {
        var names = new TypeNames(_reader, handle => Add(by, handle));
        Resolve(by, type.BaseType, names);
        foreach (var handle in type.GetInterfaceImplementations())
            Resolve(by, _reader.GetInterfaceImplementation(handle).Interface, names);
        foreach (var handle in type.GetFields())
            _reader.GetFieldDefinition(handle).DecodeSignature(names, null);
        foreach (var handle in type.GetMethods())
        {
            var method = _reader.GetMethodDefinition(handle);
            method.DecodeSignature(names, null);
            if (method.RelativeVirtualAddress == 0)
                continue;
            var body = file.GetMethodBody(method.RelativeVirtualAddress);
            if (!body.LocalSignature.IsNil)
                _reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(names, null);
            foreach (var token in Instructions.TokensOf(body))
                Resolve(by, token, names);
        }
    }

    /// <summary>From what an instruction names to the types in it.</summary>
    private void Resolve(string by, EntityHandle handle, TypeNames names)
    {
        if (handle.IsNil)
            return;
        switch (handle.Kind)
        {
            case HandleKind.TypeReference or HandleKind.TypeDefinition:
                Add(by, handle);
                break;
            case HandleKind.TypeSpecification:
                _reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(names, null);
                break;
            case HandleKind.MethodSpecification:
                var specification = _reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                specification.DecodeSignature(names, null);
                Resolve(by, specification.Method, names);
                break;
            case HandleKind.MemberReference:
                var member = _reader.GetMemberReference((MemberReferenceHandle)handle);
                Resolve(by, member.Parent, names);
                if (member.GetKind() == MemberReferenceKind.Method)
                    member.DecodeMethodSignature(names, null);
                else
                    member.DecodeFieldSignature(names, null);
                break;
        }
    }

    private void Add(string by, EntityHandle handle)
    {
        if (handle.Kind == HandleKind.TypeDefinition)
        {
            _mentions.Add(new Mention(by, _name, By((TypeDefinitionHandle)handle)));
            return;
        }

        var type = _reader.GetTypeReference((TypeReferenceHandle)handle);
        switch (type.ResolutionScope.Kind)
        {
            case HandleKind.TypeReference:
                Add(by, type.ResolutionScope);
                break;
            case HandleKind.AssemblyReference:
                var assembly = _reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope);
                _mentions.Add(new Mention(by, _reader.GetString(assembly.Name), $"{_reader.GetString(type.Namespace)}.{_reader.GetString(type.Name)}"));
                break;
        }
    }

    /// <summary>The full name of the outermost type.</summary>
    private string By(TypeDefinitionHandle handle)
    {
        var type = _reader.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? By(outer)
            : $"{_reader.GetString(type.Namespace)}.{_reader.GetString(type.Name)}";
    }
}
