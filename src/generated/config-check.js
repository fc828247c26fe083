// Generated from schemas/config.schema.json by scripts/generate.mjs. Do not edit.

function checkCacheFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'enabled':
        if (!((typeof field === 'boolean'))) return false;
        break;
      case 'directory':
        if (!((typeof field === 'string') && (/^\/[^\u0000]*$/.test(field)))) return false;
        break;
      case 'graceAfterExpiry':
        if (!((typeof field === 'string') && (/^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h))+)$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkLogFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'file':
        if (!((typeof field === 'string') && (/^\/[^\u0000]*$/.test(field)))) return false;
        break;
      case 'journald':
        if (!((field === true))) return false;
        break;
      case 'level':
        if (!((field === "error" || field === "warning" || field === "info"))) return false;
        break;
      case 'maxSize':
        if (!((typeof field === 'string') && (/^[1-9][0-9]{0,5}(Ki|Mi)$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemMatchImagesItem(item) {
  return (typeof item === 'string') && (item !== '');
}

function checkRulesItemMatchServiceAccountsItem(item) {
  return (typeof item === 'string') && (/^[-a-z0-9*]{1,63}\/[-.a-z0-9*]{1,253}$/.test(item));
}

function checkRulesItemEcrRoleArnItem(item) {
  return (typeof item === 'string') && (/^arn:aws[-a-z]*:iam::[0-9]{12}:role\/([!-~]*\/)?[\w+=,.@-]{1,64}$/.test(item));
}

function checkRulesItemEcrAllowedRoleArnsItem(item) {
  return (typeof item === 'string') && (/^arn:[-a-z*]+:iam::[0-9*]{1,12}:role\/[!-~]+$/.test(item));
}

function checkRulesItemEcrFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'registry':
        if (!((typeof field === 'string') && (field.length <= 260) && (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$/.test(field)))) return false;
        break;
      case 'profile':
        if (!((typeof field === 'string') && (/^[^\u0000-\u001f\u007f\[\]]+$/.test(field)))) return false;
        break;
      case 'roleArn':
        if (!((typeof field === 'string' || Array.isArray(field)) && (!(typeof field === 'string') || /^arn:aws[-a-z]*:iam::[0-9]{12}:role\/([!-~]*\/)?[\w+=,.@-]{1,64}$/.test(field)) && (!(Array.isArray(field)) || field.length >= 1) && (!(Array.isArray(field)) || field.every(checkRulesItemEcrRoleArnItem)))) return false;
        break;
      case 'externalId':
        if (!((typeof field === 'string') && (/^[\w+=,.@:/-]{2,1224}$/.test(field)))) return false;
        break;
      case 'sessionName':
        if (!((typeof field === 'string') && (/^[\w+=,.@-]{2,64}$/.test(field)))) return false;
        break;
      case 'allowedRoleArns':
        if (!((Array.isArray(field)) && (field.length >= 1) && (field.every(checkRulesItemEcrAllowedRoleArnsItem)))) return false;
        break;
      case 'region':
        if (!((typeof field === 'string') && (/^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$/.test(field)))) return false;
        break;
      case 'endpoint':
        if (!((typeof field === 'string') && (/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(field)))) return false;
        break;
      case 'stsEndpoint':
        if (!((typeof field === 'string') && (/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemAcrManagedIdentityFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'clientId':
        if (!((typeof field === 'string') && (/^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(field)))) return false;
        break;
      case 'objectId':
        if (!((typeof field === 'string') && (/^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(field)))) return false;
        break;
      case 'resourceId':
        if (!((typeof field === 'string') && (/^\/[Ss][Uu][Bb][Ss][Cc][Rr][Ii][Pp][Tt][Ii][Oo][Nn][Ss]\/[-\w.()/]{1,500}$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemAcrWorkloadIdentityFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'clientId':
        if (!((typeof field === 'string') && (/^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(field)))) return false;
        break;
      case 'tenantId':
        if (!((typeof field === 'string') && (field.length <= 253) && (/^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$/.test(field)))) return false;
        break;
      case 'tokenFile':
        if (!((typeof field === 'string') && (/^\/[^\u0000]*$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemAcrServicePrincipalFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'clientId':
        if (!((typeof field === 'string') && (/^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(field)))) return false;
        break;
      case 'tenantId':
        if (!((typeof field === 'string') && (field.length <= 253) && (/^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$/.test(field)))) return false;
        break;
      case 'clientSecretFile':
        if (!((typeof field === 'string') && (/^\/[^\u0000]*$/.test(field)))) return false;
        break;
      case 'clientCertificateFile':
        if (!((typeof field === 'string') && (/^\/[^\u0000]*$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemAcrAllowedClientIdsItem(item) {
  return (typeof item === 'string') && (/^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(item));
}

function checkRulesItemAcrIdentityBindingFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'sniName':
        if (!((typeof field === 'string') && (field.length <= 253) && (/^([a-z0-9]([-a-z0-9]*[a-z0-9])?[.])*[a-z]([-a-z0-9]*[a-z0-9])?$/.test(field)))) return false;
        break;
      case 'apiServer':
        if (!((typeof field === 'string') && (field.length <= 260) && (/^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*|\[[0-9a-f:.]+\])(:[1-9][0-9]{0,4})?$/.test(field)))) return false;
        break;
      case 'caFile':
        if (!((typeof field === 'string') && (/^\/[^\u0000]*$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemAcrCloudFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'suffix':
        if (!((typeof field === 'string') && (field.length <= 200) && (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/.test(field)))) return false;
        break;
      case 'authorityHost':
        if (!((typeof field === 'string') && (/^https:\/\/[^\s/?#@]+\/?$/.test(field)))) return false;
        break;
      case 'resource':
        if (!((typeof field === 'string') && (/^https:\/\/[^\s?#@]+$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemAcrFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'registry':
        if (!((typeof field === 'string') && (field.length <= 260) && (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$/.test(field)))) return false;
        break;
      case 'managedIdentity':
        if (!((isObject(field)) && (Object.keys(field).length <= 1) && (checkRulesItemAcrManagedIdentityFields(field)))) return false;
        break;
      case 'workloadIdentity':
        if (!((isObject(field)) && (checkRulesItemAcrWorkloadIdentityFields(field)))) return false;
        break;
      case 'servicePrincipal':
        if (!((isObject(field)) && (field.clientId !== undefined) && (field.tenantId !== undefined) && (checkRulesItemAcrServicePrincipalFields(field)) && (Number((!(isObject(field)) || field.clientSecretFile !== undefined)) + Number((!(isObject(field)) || field.clientCertificateFile !== undefined)) === 1))) return false;
        break;
      case 'azureJson':
        if (!((typeof field === 'string') && (/^\/[^\u0000]*$/.test(field)))) return false;
        break;
      case 'clientId':
        if (!((typeof field === 'string') && (/^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(field)))) return false;
        break;
      case 'tenantId':
        if (!((typeof field === 'string') && (field.length <= 253) && (/^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$/.test(field)))) return false;
        break;
      case 'allowedClientIds':
        if (!((Array.isArray(field)) && (field.length >= 1) && (field.every(checkRulesItemAcrAllowedClientIdsItem)))) return false;
        break;
      case 'identityBinding':
        if (!((isObject(field)) && (field.sniName !== undefined) && (field.apiServer !== undefined) && (field.caFile !== undefined) && (checkRulesItemAcrIdentityBindingFields(field)))) return false;
        break;
      case 'cloud':
        if (!((isObject(field)) && (checkRulesItemAcrCloudFields(field)))) return false;
        break;
      case 'endpoint':
        if (!((typeof field === 'string') && (/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemGoogleImpersonateItem(item) {
  return (typeof item === 'string') && (/^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$/.test(item));
}

function checkRulesItemGoogleWorkloadIdentityFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'provider':
        if (!((typeof field === 'string') && (/^((https:)?\/\/iam[.]googleapis[.]com\/)?projects\/[0-9]{1,20}\/locations\/global\/workloadIdentityPools\/[-a-z0-9]{1,63}\/providers\/[-a-z0-9]{1,63}$/.test(field)))) return false;
        break;
      case 'project':
        if (!((typeof field === 'string') && (field.length <= 200) && (/^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?([.][a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+:)?[a-z][-a-z0-9]{4,28}[a-z0-9]$/.test(field)))) return false;
        break;
      case 'identityProvider':
        if (!((typeof field === 'string') && (/^https:\/\/[!-~]{1,500}$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemGoogleAllowedServiceAccountsItem(item) {
  return (typeof item === 'string') && (/^[-a-z0-9*]{1,64}@[-.a-z0-9*]{1,200}$/.test(item));
}

function checkRulesItemGoogleEndpointsFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'metadata':
        if (!((typeof field === 'string') && (field.length <= 300) && (/^https?:\/\/([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\[[0-9a-f:.]+\])(:[1-9][0-9]{0,4})?$/.test(field)))) return false;
        break;
      case 'sts':
        if (!((typeof field === 'string') && (field.length <= 300) && (/^https?:\/\/([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\[[0-9a-f:.]+\])(:[1-9][0-9]{0,4})?$/.test(field)))) return false;
        break;
      case 'iamCredentials':
        if (!((typeof field === 'string') && (field.length <= 300) && (/^https?:\/\/([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\[[0-9a-f:.]+\])(:[1-9][0-9]{0,4})?$/.test(field)))) return false;
        break;
      case 'oauth2':
        if (!((typeof field === 'string') && (field.length <= 300) && (/^https?:\/\/([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\[[0-9a-f:.]+\])(:[1-9][0-9]{0,4})?$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemGoogleFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'registry':
        if (!((typeof field === 'string') && (field.length <= 260) && (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$/.test(field)))) return false;
        break;
      case 'serviceAccount':
        if (!((typeof field === 'string') && (/^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$/.test(field)))) return false;
        break;
      case 'credentialFile':
        if (!((typeof field === 'string') && (/^\/[^\u0000]*$/.test(field)))) return false;
        break;
      case 'impersonate':
        if (!((typeof field === 'string' || Array.isArray(field)) && (!(typeof field === 'string') || /^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$/.test(field)) && (!(Array.isArray(field)) || field.length >= 1) && (!(Array.isArray(field)) || field.every(checkRulesItemGoogleImpersonateItem)))) return false;
        break;
      case 'workloadIdentity':
        if (!((isObject(field)) && (checkRulesItemGoogleWorkloadIdentityFields(field)))) return false;
        break;
      case 'allowedServiceAccounts':
        if (!((Array.isArray(field)) && (field.length >= 1) && (field.every(checkRulesItemGoogleAllowedServiceAccountsItem)))) return false;
        break;
      case 'metadataDockerConfig':
        if (!((typeof field === 'boolean'))) return false;
        break;
      case 'endpoints':
        if (!((isObject(field)) && (checkRulesItemGoogleEndpointsFields(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemServiceAccountTokenFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'username':
        if (!((typeof field === 'string') && (field.length <= 255) && (/^[^\u0000-\u001f\u007f:]+$/.test(field)))) return false;
        break;
      case 'audience':
        if (!((typeof field === 'string') && (field.length <= 500) && (/^([!-)+-~]|[!-~]{2,})$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemExchangeSubjectGoogleFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'audience':
        if (!((typeof field === 'string') && (/^([!-)+-~]|[!-~]{2,300})$/.test(field)))) return false;
        break;
      case 'serviceAccount':
        if (!((typeof field === 'string') && (/^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$/.test(field)))) return false;
        break;
      case 'endpoint':
        if (!((typeof field === 'string') && (field.length <= 300) && (/^https?:\/\/([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\[[0-9a-f:.]+\])(:[1-9][0-9]{0,4})?$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemExchangeSubjectAzureFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'application':
        if (!((typeof field === 'string') && (/^(api|https):\/\/[!-~]{1,250}$/.test(field)))) return false;
        break;
      case 'clientId':
        if (!((typeof field === 'string') && (/^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(field)))) return false;
        break;
      case 'endpoint':
        if (!((typeof field === 'string') && (field.length <= 300) && (/^https?:\/\/([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\[[0-9a-f:.]+\])(:[1-9][0-9]{0,4})?$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemExchangeSubjectAwsFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'audience':
        if (!((typeof field === 'string') && (/^([!-)+-~]|[!-~]{2,300})$/.test(field)))) return false;
        break;
      case 'region':
        if (!((typeof field === 'string') && (/^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$/.test(field)))) return false;
        break;
      case 'signingAlgorithm':
        if (!((field === "RS256" || field === "ES384"))) return false;
        break;
      case 'lifetime':
        if (!((typeof field === 'string') && (/^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h))+)$/.test(field)))) return false;
        break;
      case 'profile':
        if (!((typeof field === 'string') && (/^[^\u0000-\u001f\u007f\[\]]+$/.test(field)))) return false;
        break;
      case 'endpoint':
        if (!((typeof field === 'string') && (/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemExchangeSubjectFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'file':
        if (!((typeof field === 'string') && (/^\/[^\u0000]*$/.test(field)))) return false;
        break;
      case 'google':
        if (!((isObject(field)) && (field.audience !== undefined) && (checkRulesItemExchangeSubjectGoogleFields(field)))) return false;
        break;
      case 'azure':
        if (!((isObject(field)) && (field.application !== undefined) && (checkRulesItemExchangeSubjectAzureFields(field)))) return false;
        break;
      case 'aws':
        if (!((isObject(field)) && (field.audience !== undefined) && (field.region !== undefined) && (checkRulesItemExchangeSubjectAwsFields(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemExchangeAudienceItem(item) {
  return (typeof item === 'string') && (/^[!-~]{1,500}$/.test(item));
}

function checkRulesItemExchangeResourceItem(item) {
  return (typeof item === 'string') && (/^[A-Za-z][-+.A-Za-z0-9]*:[!-~]{1,500}$/.test(item));
}

function checkRulesItemExchangeExtraFieldsItemFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'name':
        if (!((typeof field === 'string') && (/^[A-Za-z0-9_.-]{1,100}$/.test(field)))) return false;
        break;
      case 'value':
        if (!((typeof field === 'string') && (/^[^\u0000-\u001f\u007f]{0,1000}$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemExchangeExtraFieldsItem(item) {
  return (isObject(item)) && (item.name !== undefined) && (item.value !== undefined) && (checkRulesItemExchangeExtraFieldsItemFields(item));
}

function checkRulesItemExchangeResponseFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'username':
        if (!((typeof field === 'string') && (/^[^\u0000-\u001f\u007f:]+$/.test(field)))) return false;
        break;
      case 'usernameField':
        if (!((typeof field === 'string') && (/^[A-Za-z0-9_:/-]{1,60}([.][A-Za-z0-9_:/-]{1,60}){0,4}$/.test(field)))) return false;
        break;
      case 'usernameClaim':
        if (!((typeof field === 'string') && (/^[A-Za-z0-9_:/-]{1,60}([.][A-Za-z0-9_:/-]{1,60}){0,4}$/.test(field)))) return false;
        break;
      case 'passwordField':
        if (!((typeof field === 'string') && (/^[A-Za-z0-9_:/-]{1,60}([.][A-Za-z0-9_:/-]{1,60}){0,4}$/.test(field)))) return false;
        break;
      case 'lifetimeField':
        if (!((typeof field === 'string') && (/^[A-Za-z0-9_:/-]{1,60}([.][A-Za-z0-9_:/-]{1,60}){0,4}$/.test(field)))) return false;
        break;
      case 'lifetimeClaim':
        if (!((typeof field === 'string') && (/^[A-Za-z0-9_:/-]{1,60}([.][A-Za-z0-9_:/-]{1,60}){0,4}$/.test(field)))) return false;
        break;
      case 'lifetime':
        if (!((typeof field === 'string') && (/^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h))+)$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemExchangeJfrogAllowedProvidersItem(item) {
  return (typeof item === 'string') && (/^[ -~]{1,300}$/.test(item));
}

function checkRulesItemExchangeJfrogFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'endpoint':
        if (!((typeof field === 'string') && (/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(field)))) return false;
        break;
      case 'provider':
        if (!((typeof field === 'string') && (/^[A-Za-z0-9]([A-Za-z0-9 _.-]{0,253}[A-Za-z0-9])?$/.test(field)))) return false;
        break;
      case 'allowedProviders':
        if (!((Array.isArray(field)) && (field.length >= 1) && (field.every(checkRulesItemExchangeJfrogAllowedProvidersItem)))) return false;
        break;
      case 'identityMapping':
        if (!((typeof field === 'string') && (/^[A-Za-z0-9]([A-Za-z0-9 _.-]{0,253}[A-Za-z0-9])?$/.test(field)))) return false;
        break;
      case 'projectKey':
        if (!((typeof field === 'string') && (/^[A-Za-z0-9]([A-Za-z0-9 _.-]{0,253}[A-Za-z0-9])?$/.test(field)))) return false;
        break;
      case 'applicationKey':
        if (!((typeof field === 'string') && (/^[A-Za-z0-9]([A-Za-z0-9 _.-]{0,253}[A-Za-z0-9])?$/.test(field)))) return false;
        break;
      case 'audience':
        if (!((typeof field === 'string') && (field.length <= 500) && (/^[!-~]+( [!-~]+)*$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemExchangeQuayAllowedRobotsItem(item) {
  return (typeof item === 'string') && (/^[ -~]{1,300}$/.test(item));
}

function checkRulesItemExchangeQuayFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'endpoint':
        if (!((typeof field === 'string') && (/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(field)))) return false;
        break;
      case 'robot':
        if (!((typeof field === 'string') && (/^[A-Za-z0-9]([A-Za-z0-9_.-]{0,253}[A-Za-z0-9])?[+][a-z0-9]([a-z0-9_.-]{0,253}[a-z0-9_])?$/.test(field)))) return false;
        break;
      case 'allowedRobots':
        if (!((Array.isArray(field)) && (field.length >= 1) && (field.every(checkRulesItemExchangeQuayAllowedRobotsItem)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemExchangeCloudsmithAllowedServicesItem(item) {
  return (typeof item === 'string') && (/^[ -~]{1,300}$/.test(item));
}

function checkRulesItemExchangeCloudsmithFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'endpoint':
        if (!((typeof field === 'string') && (/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(field)))) return false;
        break;
      case 'organization':
        if (!((typeof field === 'string') && (/^[A-Za-z0-9_-]{1,100}$/.test(field)))) return false;
        break;
      case 'service':
        if (!((typeof field === 'string') && (/^[A-Za-z0-9_-]{1,100}$/.test(field)))) return false;
        break;
      case 'allowedServices':
        if (!((Array.isArray(field)) && (field.length >= 1) && (field.every(checkRulesItemExchangeCloudsmithAllowedServicesItem)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemExchangeChainguardAllowedIdentitiesItem(item) {
  return (typeof item === 'string') && (/^[ -~]{1,300}$/.test(item));
}

function checkRulesItemExchangeChainguardFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'endpoint':
        if (!((typeof field === 'string') && (/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(field)))) return false;
        break;
      case 'identity':
        if (!((typeof field === 'string') && (/^[0-9a-f]{16,64}(\/[0-9a-f]{16,64}){0,10}$/.test(field)))) return false;
        break;
      case 'allowedIdentities':
        if (!((Array.isArray(field)) && (field.length >= 1) && (field.every(checkRulesItemExchangeChainguardAllowedIdentitiesItem)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemExchangeArtifactKeeperAllowedProvidersItem(item) {
  return (typeof item === 'string') && (/^[ -~]{1,300}$/.test(item));
}

function checkRulesItemExchangeArtifactKeeperFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'endpoint':
        if (!((typeof field === 'string') && (/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(field)))) return false;
        break;
      case 'provider':
        if (!((typeof field === 'string') && (/^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(field)))) return false;
        break;
      case 'allowedProviders':
        if (!((Array.isArray(field)) && (field.length >= 1) && (field.every(checkRulesItemExchangeArtifactKeeperAllowedProvidersItem)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemExchangeYandexAllowedServiceAccountsItem(item) {
  return (typeof item === 'string') && (/^[ -~]{1,300}$/.test(item));
}

function checkRulesItemExchangeYandexFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'endpoint':
        if (!((typeof field === 'string') && (/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(field)))) return false;
        break;
      case 'serviceAccount':
        if (!((typeof field === 'string') && (/^[a-z0-9]{1,50}$/.test(field)))) return false;
        break;
      case 'allowedServiceAccounts':
        if (!((Array.isArray(field)) && (field.length >= 1) && (field.every(checkRulesItemExchangeYandexAllowedServiceAccountsItem)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemExchangeDockerHubFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'endpoint':
        if (!((typeof field === 'string') && (/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(field)))) return false;
        break;
      case 'organization':
        if (!((typeof field === 'string') && (/^[a-z0-9][a-z0-9_-]{1,254}$/.test(field)))) return false;
        break;
      case 'connection':
        if (!((typeof field === 'string') && (/^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(field)))) return false;
        break;
      case 'lifetime':
        if (!((typeof field === 'string') && (/^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h))+)$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemExchangeFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'registry':
        if (!((typeof field === 'string') && (field.length <= 260) && (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$/.test(field)))) return false;
        break;
      case 'serviceAccountTokenAudience':
        if (!((typeof field === 'string') && (/^([!-)+-~]|[!-~]{2,300})$/.test(field)))) return false;
        break;
      case 'subject':
        if (!((isObject(field)) && (checkRulesItemExchangeSubjectFields(field)) && (Number((!(isObject(field)) || field.file !== undefined)) + Number((!(isObject(field)) || field.google !== undefined)) + Number((!(isObject(field)) || field.azure !== undefined)) + Number((!(isObject(field)) || field.aws !== undefined)) === 1))) return false;
        break;
      case 'tokenEndpoint':
        if (!((typeof field === 'string') && (/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(field)))) return false;
        break;
      case 'encoding':
        if (!((field === "form" || field === "json"))) return false;
        break;
      case 'audience':
        if (!((typeof field === 'string' || Array.isArray(field)) && (!(typeof field === 'string') || /^[!-~]{1,500}$/.test(field)) && (!(Array.isArray(field)) || field.length >= 1) && (!(Array.isArray(field)) || field.every(checkRulesItemExchangeAudienceItem)))) return false;
        break;
      case 'resource':
        if (!((typeof field === 'string' || Array.isArray(field)) && (!(typeof field === 'string') || /^[A-Za-z][-+.A-Za-z0-9]*:[!-~]{1,500}$/.test(field)) && (!(Array.isArray(field)) || field.length >= 1) && (!(Array.isArray(field)) || field.every(checkRulesItemExchangeResourceItem)))) return false;
        break;
      case 'scope':
        if (!((typeof field === 'string') && (field.length <= 1000) && (/^[!-~]+( [!-~]+)*$/.test(field)))) return false;
        break;
      case 'subjectTokenType':
        if (!((typeof field === 'string') && (/^[A-Za-z][-+.A-Za-z0-9]*:[!-~]{1,300}$/.test(field)))) return false;
        break;
      case 'requestedTokenType':
        if (!((typeof field === 'string') && (/^[A-Za-z][-+.A-Za-z0-9]*:[!-~]{1,300}$/.test(field)))) return false;
        break;
      case 'clientId':
        if (!((typeof field === 'string') && (/^[!-~]{1,300}$/.test(field)))) return false;
        break;
      case 'clientSecretFile':
        if (!((typeof field === 'string') && (/^\/[^\u0000]*$/.test(field)))) return false;
        break;
      case 'clientAuthentication':
        if (!((field === "basic" || field === "post"))) return false;
        break;
      case 'extraFields':
        if (!((Array.isArray(field)) && (field.length >= 1) && (field.every(checkRulesItemExchangeExtraFieldsItem)))) return false;
        break;
      case 'response':
        if (!((isObject(field)) && (checkRulesItemExchangeResponseFields(field)) && (Number((!(isObject(field)) || field.username !== undefined)) + Number((!(isObject(field)) || field.usernameField !== undefined)) + Number((!(isObject(field)) || field.usernameClaim !== undefined)) === 1))) return false;
        break;
      case 'jfrog':
        if (!((isObject(field)) && (checkRulesItemExchangeJfrogFields(field)))) return false;
        break;
      case 'quay':
        if (!((isObject(field)) && (checkRulesItemExchangeQuayFields(field)))) return false;
        break;
      case 'cloudsmith':
        if (!((isObject(field)) && (field.organization !== undefined) && (checkRulesItemExchangeCloudsmithFields(field)))) return false;
        break;
      case 'chainguard':
        if (!((isObject(field)) && (checkRulesItemExchangeChainguardFields(field)))) return false;
        break;
      case 'artifactKeeper':
        if (!((isObject(field)) && (checkRulesItemExchangeArtifactKeeperFields(field)))) return false;
        break;
      case 'yandex':
        if (!((isObject(field)) && (checkRulesItemExchangeYandexFields(field)))) return false;
        break;
      case 'dockerHub':
        if (!((isObject(field)) && (field.organization !== undefined) && (field.connection !== undefined) && (checkRulesItemExchangeDockerHubFields(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemSecretAwsSecretsManagerRoleArnItem(item) {
  return (typeof item === 'string') && (/^arn:aws[-a-z]*:iam::[0-9]{12}:role\/([!-~]*\/)?[\w+=,.@-]{1,64}$/.test(item));
}

function checkRulesItemSecretAwsSecretsManagerAllowedRoleArnsItem(item) {
  return (typeof item === 'string') && (/^arn:[-a-z*]+:iam::[0-9*]{1,12}:role\/[!-~]+$/.test(item));
}

function checkRulesItemSecretAwsSecretsManagerFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'secretId':
        if (!((typeof field === 'string') && (/^(arn:aws[-a-z]*:secretsmanager:[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}:[0-9]{12}:secret:)?[A-Za-z0-9/_+=.@!-]{1,519}$/.test(field)))) return false;
        break;
      case 'versionStage':
        if (!((typeof field === 'string') && (/^[!-~]{1,256}$/.test(field)))) return false;
        break;
      case 'versionId':
        if (!((typeof field === 'string') && (/^[A-Za-z0-9-]{32,64}$/.test(field)))) return false;
        break;
      case 'region':
        if (!((typeof field === 'string') && (/^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$/.test(field)))) return false;
        break;
      case 'profile':
        if (!((typeof field === 'string') && (/^[^\u0000-\u001f\u007f\[\]]+$/.test(field)))) return false;
        break;
      case 'roleArn':
        if (!((typeof field === 'string' || Array.isArray(field)) && (!(typeof field === 'string') || /^arn:aws[-a-z]*:iam::[0-9]{12}:role\/([!-~]*\/)?[\w+=,.@-]{1,64}$/.test(field)) && (!(Array.isArray(field)) || field.length >= 1) && (!(Array.isArray(field)) || field.every(checkRulesItemSecretAwsSecretsManagerRoleArnItem)))) return false;
        break;
      case 'externalId':
        if (!((typeof field === 'string') && (/^[\w+=,.@:/-]{2,1224}$/.test(field)))) return false;
        break;
      case 'sessionName':
        if (!((typeof field === 'string') && (/^[\w+=,.@-]{2,64}$/.test(field)))) return false;
        break;
      case 'allowedRoleArns':
        if (!((Array.isArray(field)) && (field.length >= 1) && (field.every(checkRulesItemSecretAwsSecretsManagerAllowedRoleArnsItem)))) return false;
        break;
      case 'endpoint':
        if (!((typeof field === 'string') && (/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(field)))) return false;
        break;
      case 'stsEndpoint':
        if (!((typeof field === 'string') && (/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemSecretAwsParameterStoreRoleArnItem(item) {
  return (typeof item === 'string') && (/^arn:aws[-a-z]*:iam::[0-9]{12}:role\/([!-~]*\/)?[\w+=,.@-]{1,64}$/.test(item));
}

function checkRulesItemSecretAwsParameterStoreAllowedRoleArnsItem(item) {
  return (typeof item === 'string') && (/^arn:[-a-z*]+:iam::[0-9*]{1,12}:role\/[!-~]+$/.test(item));
}

function checkRulesItemSecretAwsParameterStoreFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'name':
        if (!((typeof field === 'string') && (field.length <= 1200) && (/^(arn:aws[-a-z]*:ssm:[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}:[0-9]{12}:parameter)?[A-Za-z0-9/_.-]+(:[A-Za-z0-9_.-]{1,100})?$/.test(field)))) return false;
        break;
      case 'region':
        if (!((typeof field === 'string') && (/^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$/.test(field)))) return false;
        break;
      case 'profile':
        if (!((typeof field === 'string') && (/^[^\u0000-\u001f\u007f\[\]]+$/.test(field)))) return false;
        break;
      case 'roleArn':
        if (!((typeof field === 'string' || Array.isArray(field)) && (!(typeof field === 'string') || /^arn:aws[-a-z]*:iam::[0-9]{12}:role\/([!-~]*\/)?[\w+=,.@-]{1,64}$/.test(field)) && (!(Array.isArray(field)) || field.length >= 1) && (!(Array.isArray(field)) || field.every(checkRulesItemSecretAwsParameterStoreRoleArnItem)))) return false;
        break;
      case 'externalId':
        if (!((typeof field === 'string') && (/^[\w+=,.@:/-]{2,1224}$/.test(field)))) return false;
        break;
      case 'sessionName':
        if (!((typeof field === 'string') && (/^[\w+=,.@-]{2,64}$/.test(field)))) return false;
        break;
      case 'allowedRoleArns':
        if (!((Array.isArray(field)) && (field.length >= 1) && (field.every(checkRulesItemSecretAwsParameterStoreAllowedRoleArnsItem)))) return false;
        break;
      case 'endpoint':
        if (!((typeof field === 'string') && (/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(field)))) return false;
        break;
      case 'stsEndpoint':
        if (!((typeof field === 'string') && (/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemSecretGoogleSecretManagerImpersonateItem(item) {
  return (typeof item === 'string') && (/^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$/.test(item));
}

function checkRulesItemSecretGoogleSecretManagerWorkloadIdentityFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'provider':
        if (!((typeof field === 'string') && (/^((https:)?\/\/iam[.]googleapis[.]com\/)?projects\/[0-9]{1,20}\/locations\/global\/workloadIdentityPools\/[-a-z0-9]{1,63}\/providers\/[-a-z0-9]{1,63}$/.test(field)))) return false;
        break;
      case 'project':
        if (!((typeof field === 'string') && (field.length <= 200) && (/^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?([.][a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+:)?[a-z][-a-z0-9]{4,28}[a-z0-9]$/.test(field)))) return false;
        break;
      case 'identityProvider':
        if (!((typeof field === 'string') && (/^https:\/\/[!-~]{1,500}$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemSecretGoogleSecretManagerAllowedServiceAccountsItem(item) {
  return (typeof item === 'string') && (/^[-a-z0-9*]{1,64}@[-.a-z0-9*]{1,200}$/.test(item));
}

function checkRulesItemSecretGoogleSecretManagerEndpointsFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'metadata':
        if (!((typeof field === 'string') && (field.length <= 300) && (/^https?:\/\/([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\[[0-9a-f:.]+\])(:[1-9][0-9]{0,4})?$/.test(field)))) return false;
        break;
      case 'sts':
        if (!((typeof field === 'string') && (field.length <= 300) && (/^https?:\/\/([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\[[0-9a-f:.]+\])(:[1-9][0-9]{0,4})?$/.test(field)))) return false;
        break;
      case 'iamCredentials':
        if (!((typeof field === 'string') && (field.length <= 300) && (/^https?:\/\/([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\[[0-9a-f:.]+\])(:[1-9][0-9]{0,4})?$/.test(field)))) return false;
        break;
      case 'oauth2':
        if (!((typeof field === 'string') && (field.length <= 300) && (/^https?:\/\/([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\[[0-9a-f:.]+\])(:[1-9][0-9]{0,4})?$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemSecretGoogleSecretManagerFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'project':
        if (!((typeof field === 'string') && (field.length <= 200) && (/^(([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?([.][a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+:)?[a-z][-a-z0-9]{4,28}[a-z0-9]|[0-9]{1,20})$/.test(field)))) return false;
        break;
      case 'location':
        if (!((typeof field === 'string') && (field.length <= 40) && (/^[a-z]+(-[a-z]+)*[0-9]*$/.test(field)))) return false;
        break;
      case 'secret':
        if (!((typeof field === 'string') && (/^[A-Za-z0-9_-]{1,255}$/.test(field)))) return false;
        break;
      case 'version':
        if (!((typeof field === 'string') && (/^[A-Za-z0-9_-]{1,63}$/.test(field)))) return false;
        break;
      case 'endpoint':
        if (!((typeof field === 'string') && (field.length <= 300) && (/^https?:\/\/([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\[[0-9a-f:.]+\])(:[1-9][0-9]{0,4})?$/.test(field)))) return false;
        break;
      case 'serviceAccount':
        if (!((typeof field === 'string') && (/^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$/.test(field)))) return false;
        break;
      case 'credentialFile':
        if (!((typeof field === 'string') && (/^\/[^\u0000]*$/.test(field)))) return false;
        break;
      case 'impersonate':
        if (!((typeof field === 'string' || Array.isArray(field)) && (!(typeof field === 'string') || /^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$/.test(field)) && (!(Array.isArray(field)) || field.length >= 1) && (!(Array.isArray(field)) || field.every(checkRulesItemSecretGoogleSecretManagerImpersonateItem)))) return false;
        break;
      case 'workloadIdentity':
        if (!((isObject(field)) && (checkRulesItemSecretGoogleSecretManagerWorkloadIdentityFields(field)))) return false;
        break;
      case 'allowedServiceAccounts':
        if (!((Array.isArray(field)) && (field.length >= 1) && (field.every(checkRulesItemSecretGoogleSecretManagerAllowedServiceAccountsItem)))) return false;
        break;
      case 'endpoints':
        if (!((isObject(field)) && (checkRulesItemSecretGoogleSecretManagerEndpointsFields(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemSecretAzureKeyVaultManagedIdentityFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'clientId':
        if (!((typeof field === 'string') && (/^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(field)))) return false;
        break;
      case 'objectId':
        if (!((typeof field === 'string') && (/^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(field)))) return false;
        break;
      case 'resourceId':
        if (!((typeof field === 'string') && (/^\/[Ss][Uu][Bb][Ss][Cc][Rr][Ii][Pp][Tt][Ii][Oo][Nn][Ss]\/[-\w.()/]{1,500}$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemSecretAzureKeyVaultWorkloadIdentityFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'clientId':
        if (!((typeof field === 'string') && (/^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(field)))) return false;
        break;
      case 'tenantId':
        if (!((typeof field === 'string') && (field.length <= 253) && (/^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$/.test(field)))) return false;
        break;
      case 'tokenFile':
        if (!((typeof field === 'string') && (/^\/[^\u0000]*$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemSecretAzureKeyVaultServicePrincipalFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'clientId':
        if (!((typeof field === 'string') && (/^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(field)))) return false;
        break;
      case 'tenantId':
        if (!((typeof field === 'string') && (field.length <= 253) && (/^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$/.test(field)))) return false;
        break;
      case 'clientSecretFile':
        if (!((typeof field === 'string') && (/^\/[^\u0000]*$/.test(field)))) return false;
        break;
      case 'clientCertificateFile':
        if (!((typeof field === 'string') && (/^\/[^\u0000]*$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemSecretAzureKeyVaultAllowedClientIdsItem(item) {
  return (typeof item === 'string') && (/^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(item));
}

function checkRulesItemSecretAzureKeyVaultIdentityBindingFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'sniName':
        if (!((typeof field === 'string') && (field.length <= 253) && (/^([a-z0-9]([-a-z0-9]*[a-z0-9])?[.])*[a-z]([-a-z0-9]*[a-z0-9])?$/.test(field)))) return false;
        break;
      case 'apiServer':
        if (!((typeof field === 'string') && (field.length <= 260) && (/^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*|\[[0-9a-f:.]+\])(:[1-9][0-9]{0,4})?$/.test(field)))) return false;
        break;
      case 'caFile':
        if (!((typeof field === 'string') && (/^\/[^\u0000]*$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemSecretAzureKeyVaultCloudFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'suffix':
        if (!((typeof field === 'string') && (field.length <= 200) && (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/.test(field)))) return false;
        break;
      case 'authorityHost':
        if (!((typeof field === 'string') && (/^https:\/\/[^\s/?#@]+\/?$/.test(field)))) return false;
        break;
      case 'resource':
        if (!((typeof field === 'string') && (/^https:\/\/[^\s?#@]+$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemSecretAzureKeyVaultFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'vault':
        if (!((typeof field === 'string') && (/^[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]([.]vault[.](azure[.]net|azure[.]cn|usgovcloudapi[.]net))?$/.test(field)))) return false;
        break;
      case 'name':
        if (!((typeof field === 'string') && (/^[A-Za-z0-9-]{1,127}$/.test(field)))) return false;
        break;
      case 'version':
        if (!((typeof field === 'string') && (/^[0-9a-f]{32}$/.test(field)))) return false;
        break;
      case 'endpoint':
        if (!((typeof field === 'string') && (/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(field)))) return false;
        break;
      case 'managedIdentity':
        if (!((isObject(field)) && (Object.keys(field).length <= 1) && (checkRulesItemSecretAzureKeyVaultManagedIdentityFields(field)))) return false;
        break;
      case 'workloadIdentity':
        if (!((isObject(field)) && (checkRulesItemSecretAzureKeyVaultWorkloadIdentityFields(field)))) return false;
        break;
      case 'servicePrincipal':
        if (!((isObject(field)) && (field.clientId !== undefined) && (field.tenantId !== undefined) && (checkRulesItemSecretAzureKeyVaultServicePrincipalFields(field)) && (Number((!(isObject(field)) || field.clientSecretFile !== undefined)) + Number((!(isObject(field)) || field.clientCertificateFile !== undefined)) === 1))) return false;
        break;
      case 'azureJson':
        if (!((typeof field === 'string') && (/^\/[^\u0000]*$/.test(field)))) return false;
        break;
      case 'clientId':
        if (!((typeof field === 'string') && (/^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(field)))) return false;
        break;
      case 'tenantId':
        if (!((typeof field === 'string') && (field.length <= 253) && (/^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)+)$/.test(field)))) return false;
        break;
      case 'allowedClientIds':
        if (!((Array.isArray(field)) && (field.length >= 1) && (field.every(checkRulesItemSecretAzureKeyVaultAllowedClientIdsItem)))) return false;
        break;
      case 'identityBinding':
        if (!((isObject(field)) && (field.sniName !== undefined) && (field.apiServer !== undefined) && (field.caFile !== undefined) && (checkRulesItemSecretAzureKeyVaultIdentityBindingFields(field)))) return false;
        break;
      case 'cloud':
        if (!((isObject(field)) && (checkRulesItemSecretAzureKeyVaultCloudFields(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemSecretVaultKubernetesFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'mount':
        if (!((typeof field === 'string') && (field.length <= 200) && (/^[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*(\/[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*)*$/.test(field)))) return false;
        break;
      case 'role':
        if (!((typeof field === 'string') && (/^[A-Za-z0-9_]([A-Za-z0-9_.-]{0,198}[A-Za-z0-9_])?$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemSecretVaultJwtFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'mount':
        if (!((typeof field === 'string') && (field.length <= 200) && (/^[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*(\/[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*)*$/.test(field)))) return false;
        break;
      case 'role':
        if (!((typeof field === 'string') && (/^[A-Za-z0-9_]([A-Za-z0-9_.-]{0,198}[A-Za-z0-9_])?$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemSecretVaultSubjectGoogleFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'audience':
        if (!((typeof field === 'string') && (/^([!-)+-~]|[!-~]{2,300})$/.test(field)))) return false;
        break;
      case 'serviceAccount':
        if (!((typeof field === 'string') && (/^[a-z0-9]([-a-z0-9]{0,62}[a-z0-9])?@[a-z0-9][-.a-z0-9]{0,180}[.]gserviceaccount[.]com$/.test(field)))) return false;
        break;
      case 'endpoint':
        if (!((typeof field === 'string') && (field.length <= 300) && (/^https?:\/\/([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\[[0-9a-f:.]+\])(:[1-9][0-9]{0,4})?$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemSecretVaultSubjectAzureFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'application':
        if (!((typeof field === 'string') && (/^(api|https):\/\/[!-~]{1,250}$/.test(field)))) return false;
        break;
      case 'clientId':
        if (!((typeof field === 'string') && (/^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(field)))) return false;
        break;
      case 'endpoint':
        if (!((typeof field === 'string') && (field.length <= 300) && (/^https?:\/\/([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\[[0-9a-f:.]+\])(:[1-9][0-9]{0,4})?$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemSecretVaultSubjectAwsFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'audience':
        if (!((typeof field === 'string') && (/^([!-)+-~]|[!-~]{2,300})$/.test(field)))) return false;
        break;
      case 'region':
        if (!((typeof field === 'string') && (/^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$/.test(field)))) return false;
        break;
      case 'signingAlgorithm':
        if (!((field === "RS256" || field === "ES384"))) return false;
        break;
      case 'lifetime':
        if (!((typeof field === 'string') && (/^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h))+)$/.test(field)))) return false;
        break;
      case 'profile':
        if (!((typeof field === 'string') && (/^[^\u0000-\u001f\u007f\[\]]+$/.test(field)))) return false;
        break;
      case 'endpoint':
        if (!((typeof field === 'string') && (/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemSecretVaultSubjectFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'file':
        if (!((typeof field === 'string') && (/^\/[^\u0000]*$/.test(field)))) return false;
        break;
      case 'google':
        if (!((isObject(field)) && (field.audience !== undefined) && (checkRulesItemSecretVaultSubjectGoogleFields(field)))) return false;
        break;
      case 'azure':
        if (!((isObject(field)) && (field.application !== undefined) && (checkRulesItemSecretVaultSubjectAzureFields(field)))) return false;
        break;
      case 'aws':
        if (!((isObject(field)) && (field.audience !== undefined) && (field.region !== undefined) && (checkRulesItemSecretVaultSubjectAwsFields(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemSecretVaultFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'address':
        if (!((typeof field === 'string') && (/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(field)))) return false;
        break;
      case 'caFile':
        if (!((typeof field === 'string') && (/^\/[^\u0000]*$/.test(field)))) return false;
        break;
      case 'namespace':
        if (!((typeof field === 'string') && (field.length <= 500) && (/^[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*(\/[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*)*\/?$/.test(field)))) return false;
        break;
      case 'mount':
        if (!((typeof field === 'string') && (field.length <= 200) && (/^[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*(\/[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*)*$/.test(field)))) return false;
        break;
      case 'path':
        if (!((typeof field === 'string') && (field.length <= 500) && (/^[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*(\/[.]*[A-Za-z0-9_~@+=:,-][A-Za-z0-9_.~@+=:,-]*)*$/.test(field)))) return false;
        break;
      case 'version':
        if (!((typeof field === 'string') && (/^[1-9][0-9]{0,8}$/.test(field)))) return false;
        break;
      case 'field':
        if (!((typeof field === 'string') && (/^[!-~]{1,200}$/.test(field)))) return false;
        break;
      case 'kubernetes':
        if (!((isObject(field)) && (field.role !== undefined) && (checkRulesItemSecretVaultKubernetesFields(field)))) return false;
        break;
      case 'jwt':
        if (!((isObject(field)) && (field.role !== undefined) && (checkRulesItemSecretVaultJwtFields(field)))) return false;
        break;
      case 'serviceAccountTokenAudience':
        if (!((typeof field === 'string') && (/^([!-)+-~]|[!-~]{2,300})$/.test(field)))) return false;
        break;
      case 'subject':
        if (!((isObject(field)) && (checkRulesItemSecretVaultSubjectFields(field)) && (Number((!(isObject(field)) || field.file !== undefined)) + Number((!(isObject(field)) || field.google !== undefined)) + Number((!(isObject(field)) || field.azure !== undefined)) + Number((!(isObject(field)) || field.aws !== undefined)) === 1))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemSecretFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'cacheDuration':
        if (!((typeof field === 'string') && (/^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h))+)$/.test(field)))) return false;
        break;
      case 'awsSecretsManager':
        if (!((isObject(field)) && (field.secretId !== undefined) && (checkRulesItemSecretAwsSecretsManagerFields(field)))) return false;
        break;
      case 'awsParameterStore':
        if (!((isObject(field)) && (field.name !== undefined) && (checkRulesItemSecretAwsParameterStoreFields(field)))) return false;
        break;
      case 'googleSecretManager':
        if (!((isObject(field)) && (field.project !== undefined) && (field.secret !== undefined) && (checkRulesItemSecretGoogleSecretManagerFields(field)))) return false;
        break;
      case 'azureKeyVault':
        if (!((isObject(field)) && (field.vault !== undefined) && (field.name !== undefined) && (checkRulesItemSecretAzureKeyVaultFields(field)))) return false;
        break;
      case 'vault':
        if (!((isObject(field)) && (field.address !== undefined) && (field.path !== undefined) && (checkRulesItemSecretVaultFields(field)) && (Number((!(isObject(field)) || field.kubernetes !== undefined)) + Number((!(isObject(field)) || field.jwt !== undefined)) === 1))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemDockerConfigFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'path':
        if (!((typeof field === 'string') && (/^\/[^\u0000]*$/.test(field)))) return false;
        break;
      case 'helpers':
        if (!((typeof field === 'string') && (/^\/[^\u0000]*$/.test(field)))) return false;
        break;
      case 'cacheDuration':
        if (!((typeof field === 'string') && (/^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h))+)$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemStaticFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'username':
        if (!((typeof field === 'string') && (/^[^\u0000-\u001f\u007f:]+$/.test(field)))) return false;
        break;
      case 'usernameFile':
        if (!((typeof field === 'string') && (/^\/[^\u0000]*$/.test(field)))) return false;
        break;
      case 'password':
        if (!((typeof field === 'string') && (/^[^\u0000-\u001f\u007f]+$/.test(field)))) return false;
        break;
      case 'passwordFile':
        if (!((typeof field === 'string') && (/^\/[^\u0000]*$/.test(field)))) return false;
        break;
      case 'cacheDuration':
        if (!((typeof field === 'string') && (/^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h))+)$/.test(field)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItemFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'name':
        if (!((typeof field === 'string') && (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(field)))) return false;
        break;
      case 'matchImages':
        if (!((Array.isArray(field)) && (field.length >= 1) && (field.every(checkRulesItemMatchImagesItem)))) return false;
        break;
      case 'matchServiceAccounts':
        if (!((Array.isArray(field)) && (field.length >= 1) && (field.every(checkRulesItemMatchServiceAccountsItem)))) return false;
        break;
      case 'identity':
        if (!((field === "node" || field === "serviceAccount"))) return false;
        break;
      case 'onMissingServiceAccount':
        if (!((field === "deny" || field === "node" || field === "anonymous"))) return false;
        break;
      case 'continue':
        if (!((typeof field === 'boolean'))) return false;
        break;
      case 'required':
        if (!((typeof field === 'boolean'))) return false;
        break;
      case 'thenAnonymous':
        if (!((typeof field === 'boolean'))) return false;
        break;
      case 'ecr':
        if (!((isObject(field)) && (checkRulesItemEcrFields(field)))) return false;
        break;
      case 'acr':
        if (!((isObject(field)) && (checkRulesItemAcrFields(field)))) return false;
        break;
      case 'google':
        if (!((isObject(field)) && (checkRulesItemGoogleFields(field)))) return false;
        break;
      case 'serviceAccountToken':
        if (!((isObject(field)) && (field.username !== undefined) && (field.audience !== undefined) && (checkRulesItemServiceAccountTokenFields(field)))) return false;
        break;
      case 'exchange':
        if (!((isObject(field)) && (checkRulesItemExchangeFields(field)) && (Number((!(isObject(field)) || field.tokenEndpoint !== undefined)) + Number((!(isObject(field)) || field.jfrog !== undefined)) + Number((!(isObject(field)) || field.quay !== undefined)) + Number((!(isObject(field)) || field.cloudsmith !== undefined)) + Number((!(isObject(field)) || field.chainguard !== undefined)) + Number((!(isObject(field)) || field.artifactKeeper !== undefined)) + Number((!(isObject(field)) || field.yandex !== undefined)) + Number((!(isObject(field)) || field.dockerHub !== undefined)) === 1))) return false;
        break;
      case 'secret':
        if (!((isObject(field)) && (checkRulesItemSecretFields(field)) && (Number((!(isObject(field)) || field.awsSecretsManager !== undefined)) + Number((!(isObject(field)) || field.awsParameterStore !== undefined)) + Number((!(isObject(field)) || field.googleSecretManager !== undefined)) + Number((!(isObject(field)) || field.azureKeyVault !== undefined)) + Number((!(isObject(field)) || field.vault !== undefined)) === 1))) return false;
        break;
      case 'dockerConfig':
        if (!((isObject(field)) && (field.path !== undefined) && (checkRulesItemDockerConfigFields(field)))) return false;
        break;
      case 'static':
        if (!((isObject(field)) && (checkRulesItemStaticFields(field)) && ((Number((!(isObject(field)) || field.username !== undefined)) + Number((!(isObject(field)) || field.usernameFile !== undefined)) === 1)) && ((Number((!(isObject(field)) || field.password !== undefined)) + Number((!(isObject(field)) || field.passwordFile !== undefined)) === 1)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function checkRulesItem(item) {
  return (isObject(item)) && (item.name !== undefined) && (checkRulesItemFields(item)) && (Number((!(isObject(item)) || item.ecr !== undefined)) + Number((!(isObject(item)) || item.acr !== undefined)) + Number((!(isObject(item)) || item.google !== undefined)) + Number((!(isObject(item)) || item.serviceAccountToken !== undefined)) + Number((!(isObject(item)) || item.exchange !== undefined)) + Number((!(isObject(item)) || item.secret !== undefined)) + Number((!(isObject(item)) || item.dockerConfig !== undefined)) + Number((!(isObject(item)) || item.static !== undefined)) === 1) && (Number((!(isObject(item)) || item.matchImages !== undefined)) + Number((!(isObject(item)) || item.dockerConfig !== undefined)) > 0);
}

function checkFields(value) {
  for (const name in value) {
    const field = value[name];
    switch (name) {
      case 'apiVersion':
        if (!((field === "registry-credential-provider/v1alpha1"))) return false;
        break;
      case 'kind':
        if (!((field === "RegistryCredentialProviderConfig"))) return false;
        break;
      case 'deadline':
        if (!((typeof field === 'string') && (/^[+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h))+)$/.test(field)))) return false;
        break;
      case 'caFile':
        if (!((typeof field === 'string') && (/^\/[^\u0000]*$/.test(field)))) return false;
        break;
      case 'cache':
        if (!((isObject(field)) && (checkCacheFields(field)))) return false;
        break;
      case 'log':
        if (!((isObject(field)) && (checkLogFields(field)) && (Number((!(isObject(field)) || field.file !== undefined)) + Number((!(isObject(field)) || field.journald !== undefined)) === 1))) return false;
        break;
      case 'rules':
        if (!((Array.isArray(field)) && (field.length >= 1) && (field.every(checkRulesItem)))) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isSoundConfig(value) {
  return (isObject(value)) && (value.apiVersion !== undefined) && (value.kind !== undefined) && (value.rules !== undefined) && (checkFields(value));
}
